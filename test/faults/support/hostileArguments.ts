import { anyValue, TEXTS } from './hostileValues.ts';
import type { Random } from '../../support/random.ts';

/** The part of JSON Schema that the tools' arguments use. */
export interface Schema {
  type?: string;
  enum?: string[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
}

/** How far a call is from one that is right. */
export const KINDS = ['valid', 'nearly valid', 'hostile'] as const;
export type Kind = (typeof KINDS)[number];

/** Arguments that exist in the namespace of the test, by their names. */
export type Known = Readonly<Record<string, unknown>>;

/** Arguments for a tool, made from its own schema. */
export function argumentsFor(
  schema: Schema,
  kind: Kind,
  known: Known,
  random: Random,
): Record<string, unknown> {
  const { properties = {}, required = [] } = schema;
  const chosen = Object.keys(properties).filter((name) => required.includes(name) || random.chance(0.4));
  const spoiled = random.below(Math.max(1, chosen.length));
  const given = chosen.map((name, index) => {
    const isHostile = kind === 'hostile' || (kind === 'nearly valid' && index === spoiled);
    const property = properties[name] ?? {};
    const value = isHostile
      ? hostileFor(property, random)
      : (known[name] ?? validFor(property, known, random));
    return [name, value] as const;
  });
  const args = Object.fromEntries(given) as Record<string, unknown>;
  if (kind === 'hostile' && random.chance(0.2)) pollute(args);
  return args;
}

/** Own members of these names, as only JSON can have them. */
function pollute(args: Record<string, unknown>): void {
  for (const name of ['__proto__', 'constructor']) {
    Object.defineProperty(args, name, { value: { polluted: 'yes' }, enumerable: true });
  }
}

function validFor(schema: Schema, known: Known, random: Random): unknown {
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (one !== undefined) return validFor(one, known, random);
  if (schema.const !== undefined) return schema.const;
  const [first, ...others] = schema.enum ?? [];
  if (first !== undefined) return random.pick([first, ...others]);
  switch (schema.type) {
    case 'string':
      return random.pick(['a', 'value', '2026-01-01T00:00:00Z', 'P1D']);
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? 5, Math.max(schema.minimum ?? 1, 1 + random.below(5)));
    case 'boolean':
      return random.chance(0.5);
    case 'array':
      return [validFor(schema.items ?? {}, known, random)];
    case 'object':
      return schema.properties === undefined ? {} : argumentsFor(schema, 'valid', known, random);
    default:
      return 'any';
  }
}

/** Of the right type but hostile, or of another one. */
function hostileFor(schema: Schema, random: Random): unknown {
  if (random.chance(0.3)) return anyValue(random);
  switch (schema.type) {
    case 'string':
      return random.pick(TEXTS);
    case 'integer':
    case 'number':
      return random.pick([-1, 0, 1e15, 2 ** 53, 0.5, -1e308]);
    case 'array':
      return Array.from({ length: random.pick([0, 1, 3, 500]) }, () =>
        hostileFor(schema.items ?? {}, random),
      );
    case 'object':
      return { [random.pick(TEXTS)]: random.pick(TEXTS) };
    default:
      return anyValue(random);
  }
}
