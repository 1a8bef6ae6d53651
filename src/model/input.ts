/** An input as a flow or a Pause task's `onResume` declares it. */
export interface InputDefinition {
  id: string;
  type: string;
  displayName?: string | undefined;
  description?: string | undefined;
  /** Kestra's default is true. */
  required?: boolean | undefined;
  /** May be a Pebble expression: the server renders it, so it is never sent back as a literal. */
  defaults?: unknown;
  values?: string[] | undefined;
  allowCustomValue?: boolean | undefined;
  itemType?: string | undefined;
  min?: number | string | undefined;
  max?: number | string | undefined;
  validator?: string | undefined;
  /** Children of a FORM, sent as `form.child`. */
  inputs?: InputDefinition[] | undefined;
}

/** One input as Kestra's `validate` endpoints tell it: rendered, with the value it would take. */
export interface CheckedInput {
  input: InputDefinition;
  value?: unknown;
  enabled?: boolean | undefined;
  isDefault?: boolean | undefined;
  errors?: { message: string }[] | undefined;
}

/** One field of the form that a person or an agent fills in. */
export interface FormField {
  name: string;
  type: string;
  label?: string | undefined;
  description?: string | undefined;
  required: boolean;
  /** The value that Kestra takes when the field is left out. */
  default?: unknown;
  values?: string[] | undefined;
  allowCustomValue?: boolean | undefined;
  min?: number | string | undefined;
  max?: number | string | undefined;
  /** Regular expression that a text has to match. */
  pattern?: string | undefined;
}

/** The fields of a form, FORM inputs flattened to their dotted children, disabled ones left out. */
export function formFields(inputs: readonly CheckedInput[]): FormField[] {
  return inputs
    .filter(({ enabled }) => enabled !== false)
    .flatMap((checked) =>
      flattenDefinition(checked.input).map(({ name, definition }) => toField(name, definition, checked)),
    );
}

export interface NamedDefinition {
  name: string;
  definition: InputDefinition;
}

/** An input and, for a FORM, its children under the dotted names in which Kestra takes them. */
export function flattenDefinition(definition: InputDefinition, prefix = ''): NamedDefinition[] {
  const name = prefix + definition.id;
  if (definition.type !== 'FORM') return [{ name, definition }];
  return (definition.inputs ?? []).flatMap((child) => flattenDefinition(child, `${name}.`));
}

function toField(name: string, definition: InputDefinition, checked: CheckedInput): FormField {
  // Kestra's rendered value where it has one; never that of a secret.
  const rendered = definition === checked.input && checked.isDefault ? checked.value : definition.defaults;
  return {
    name,
    type: definition.type,
    label: definition.displayName,
    description: definition.description,
    required: definition.required ?? true,
    default: definition.type === 'SECRET' ? undefined : (rendered ?? undefined),
    values: definition.values?.length ? definition.values : undefined,
    allowCustomValue: definition.allowCustomValue || undefined,
    min: definition.min,
    max: definition.max,
    pattern: definition.validator,
  };
}
