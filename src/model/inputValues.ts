import { flattenDefinition, type InputDefinition } from './input.ts';
import { encodeInput, type InputPart } from './inputValue.ts';

export interface EncodedInputs {
  parts: InputPart[];
  /** One sentence for each value that cannot be sent; empty when all is well. */
  problems: string[];
}

/** Definitions under the dotted names in which Kestra takes their values. */
export type NamedDefinitions = ReadonlyMap<string, InputDefinition>;

export function namedDefinitions(definitions: readonly InputDefinition[]): NamedDefinitions {
  const named = definitions.flatMap((definition) => flattenDefinition(definition));
  return new Map(named.map(({ name, definition }) => [name, definition]));
}

/** Values under those names: `{form: {city: 'Paris'}}` and `{'form.city': 'Paris'}` are the same input. */
export function namedValues(
  values: Readonly<Record<string, unknown>>,
  known: NamedDefinitions,
): Record<string, unknown> {
  return Object.fromEntries(flattenValues(values, known));
}

/** Encodes values against their definitions, whichever way they name a form's children. */
export function encodeInputs(
  definitions: readonly InputDefinition[],
  values: Readonly<Record<string, unknown>>,
): EncodedInputs {
  const known = namedDefinitions(definitions);
  return encodeNamedInputs(known, namedValues(values, known));
}

/**
 * Encodes named values against their definitions. Kestra ignores undeclared names with a mere log line, so they are
 * problems here. A value left out, or null, takes Kestra's default.
 */
export function encodeNamedInputs(
  known: NamedDefinitions,
  values: Readonly<Record<string, unknown>>,
): EncodedInputs {
  const result: EncodedInputs = { parts: [], problems: [] };
  for (const [name, value] of Object.entries(values)) {
    const definition = known.get(name);
    if (definition === undefined) {
      result.problems.push(unknownInput(name, [...known.keys()]));
    } else if (value !== null && value !== undefined) {
      const encoded = encodeInput(name, definition, value);
      if ('part' in encoded) result.parts.push(encoded.part);
      else result.problems.push(encoded.problem);
    }
  }
  return result;
}

function flattenValues(
  values: Readonly<Record<string, unknown>>,
  known: NamedDefinitions,
  prefix = '',
): [string, unknown][] {
  return Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
    const name = prefix + key;
    const isParent = !known.has(name) && [...known.keys()].some((other) => other.startsWith(`${name}.`));
    return isParent && isRecord(value) ? flattenValues(value, known, `${name}.`) : [[name, value]];
  });
}

function unknownInput(name: string, known: readonly string[]): string {
  const expected = known.length === 0 ? 'no inputs are asked for' : `the inputs are: ${known.join(', ')}`;
  return `${name} is not an input here; ${expected}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
