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
  label?: string;
  description?: string;
  required: boolean;
  /** The value that Kestra takes when the field is left out. */
  default?: unknown;
  values?: string[];
  allowCustomValue?: boolean;
  min?: number | string;
  max?: number | string;
  /** Regular expression that a text has to match. */
  pattern?: string;
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
  const isSecret = definition.type === 'SECRET';
  const value = definition === checked.input && checked.isDefault ? checked.value : definition.defaults;
  const field: FormField = { name, type: definition.type, required: definition.required ?? true };
  if (definition.displayName) field.label = definition.displayName;
  if (definition.description) field.description = definition.description;
  if (value !== undefined && value !== null && !isSecret) field.default = value;
  if (definition.values?.length) field.values = definition.values;
  if (definition.allowCustomValue) field.allowCustomValue = true;
  if (definition.min !== undefined) field.min = definition.min;
  if (definition.max !== undefined) field.max = definition.max;
  if (definition.validator) field.pattern = definition.validator;
  return field;
}
