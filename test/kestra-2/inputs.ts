import { parse } from 'yaml';
import { asText, milliseconds, type Values } from './model.ts';
import { Problem } from './problem.ts';

export interface InputDefinition extends Values {
  id: string;
  type: string;
}

interface CheckedInput {
  definition: InputDefinition;
  value: unknown;
  isDefault: boolean;
  error: string | undefined;
}

class BadValue extends Error {}

/** Checks every declared input as create, resume and their `validate` twins do; undeclared ones are ignored. */
export function checkInputs(
  definitions: readonly InputDefinition[],
  given: ReadonlyMap<string, string>,
): CheckedInput[] {
  return definitions.flatMap(flattened).map((definition) => {
    const sent = given.get(definition.id);
    const text = sent ?? (definition['defaults'] === undefined ? undefined : asText(definition['defaults']));
    const check = { definition, isDefault: sent === undefined && text !== undefined };
    if (text === undefined) {
      const missing = definition['required'] !== false;
      return {
        ...check,
        value: undefined,
        error: missing ? `Missing required input:${definition.id}` : undefined,
      };
    }
    return { ...check, ...typed(definition, text) };
  });
}

/** The typed values; only the first bad input is reported, as Kestra does. */
export function inputValues(checks: readonly CheckedInput[]): Values {
  const error = checks.find((check) => check.error !== undefined)?.error;
  if (error !== undefined) throw new Problem('invalid-entity', error);
  const values: Values = {};
  for (const { definition, value } of checks) {
    const path = definition.id.split('.');
    const name = path.pop() ?? '';
    const holder = path.reduce((inner, key) => (inner[key] ??= {}) as Values, values);
    holder[name] = value ?? null;
  }
  return values;
}

/** The body of the `validate` routes. */
export function validationView(id: string, namespace: string, checks: readonly CheckedInput[]): object {
  const inputs = checks.map(({ definition, value, isDefault, error }) => ({
    input: definition,
    ...(value !== undefined && { value }),
    enabled: true,
    isDefault,
    errors: error === undefined ? [] : [{ message: error, renderError: false }],
  }));
  return { id, namespace, inputs, checks: [] };
}

function flattened(definition: InputDefinition): InputDefinition[] {
  if (definition.type !== 'FORM') return [definition];
  const children = (definition['inputs'] ?? []) as InputDefinition[];
  return children.map((child) => ({ ...child, id: `${definition.id}.${child.id}` }));
}

function typed(definition: InputDefinition, text: string): { value: unknown; error: string | undefined } {
  try {
    return { value: convert(definition, text), error: undefined };
  } catch (error) {
    if (error instanceof SyntaxError)
      return { value: text, error: ` errors:\n\`\`\`\n${error.message}\n\`\`\`` };
    if (!(error instanceof BadValue)) throw error;
    return { value: text, error: `Invalid value for input \`${definition.id}\`. Cause: ${error.message}` };
  }
}

function convert(definition: InputDefinition, text: string): unknown {
  switch (definition.type) {
    case 'INT':
    case 'FLOAT':
      return number(definition, text);
    case 'BOOL':
    case 'BOOLEAN':
      return text === 'true';
    case 'SELECT':
    case 'ENUM':
      return oneOf(definition, text);
    case 'DATETIME':
      return instant(text);
    case 'DURATION':
      if (milliseconds(text) === undefined) throw new BadValue(`Cannot convert value '${text}' to Duration`);
      return text;
    case 'JSON':
    case 'ARRAY':
    case 'MULTISELECT':
      return JSON.parse(text);
    case 'YAML':
      return parse(text);
    case 'SECRET':
      return { value: Buffer.from(text).toString('base64'), type: 'io.kestra.datatype:aes_encrypted' };
    default:
      return matching(definition, text);
  }
}

function number({ type, min, max }: InputDefinition, text: string): number {
  const name = type === 'INT' ? 'Integer' : 'Float';
  const value = Number(text);
  if (text.trim() === '' || !(type === 'INT' ? Number.isInteger(value) : Number.isFinite(value))) {
    throw new BadValue(`Cannot convert value '${text}' to ${name}`);
  }
  if (typeof max === 'number' && value > max) throw new BadValue(`it must be less than \`${max}\``);
  if (typeof min === 'number' && value < min) throw new BadValue(`it must be more than \`${min}\``);
  return value;
}

/** An optional SELECT accepts any value in Kestra; only required ones are checked. */
function oneOf(definition: InputDefinition, text: string): string {
  const values = (definition['values'] ?? []) as string[];
  const open = definition['required'] === false || definition['allowCustomValue'] === true;
  if (!open && !values.includes(text))
    throw new BadValue(`it must match the values \`[${values.join(', ')}]\``);
  return text;
}

function instant(text: string): string {
  if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new BadValue(`Cannot convert value '${text}' to Instant`);
  }
  return new Date(text).toISOString();
}

function matching({ validator }: InputDefinition, text: string): string {
  if (typeof validator === 'string' && !new RegExp(`^(?:${validator})$`).test(text)) {
    throw new BadValue(`it must match the pattern \`${validator}\``);
  }
  return text;
}
