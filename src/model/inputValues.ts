import { flattenDefinition, type InputDefinition } from './input.ts';
import { encodeInput, type InputPart } from './inputValue.ts';

export interface EncodedInputs {
  parts: InputPart[];
  /** One sentence for each value that cannot be sent; empty when all is well. */
  problems: string[];
}

/**
 * Encodes values against their definitions. Kestra ignores undeclared names with a mere log line, so they are
 * problems here. A value left out, or null, takes Kestra's default.
 */
export function encodeInputs(
  definitions: readonly InputDefinition[],
  values: Readonly<Record<string, unknown>>,
): EncodedInputs {
  const known = new Map(
    definitions
      .flatMap((definition) => flattenDefinition(definition))
      .map(({ name, definition }) => [name, definition]),
  );
  const result: EncodedInputs = { parts: [], problems: [] };
  for (const [name, value] of flattenValues(values, known)) {
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

/** `{form: {city: 'Paris'}}` and `{'form.city': 'Paris'}` name the same input. */
function flattenValues(
  values: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, InputDefinition>,
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
