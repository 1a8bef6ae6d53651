import * as z from 'zod';

/**
 * Arguments as the official server declares them. It reads them leniently: numbers and booleans may come as text,
 * objects and lists as JSON text, and null means the default.
 */
export const text = {
  required: (description: string) => z.string().describe(description),
  /** Absent unless given. */
  optional: (description: string) => z.string().nullable().default(null).describe(description),
  /** Empty unless given. */
  orEmpty: (description: string) => z.string().default('').describe(description),
};

export function integer(usual: number, description: string) {
  return z.preprocess(toNumber, z.int()).default(usual).describe(description);
}

export function optionalInteger(description: string) {
  return z.preprocess(toNumber, z.int().nullable()).default(null).describe(description);
}

export function flag(usual: boolean, description: string) {
  return z.preprocess(toBoolean, z.boolean()).default(usual).describe(description);
}

export function optionalRecord(description: string) {
  return z.preprocess(toRecord, recordSchema.nullable()).default(null).describe(description);
}

export function requiredRecord(description: string) {
  return z.preprocess(toRecord, recordSchema).describe(description);
}

export function optionalList<Item extends z.ZodType>(item: Item, description: string) {
  return z.preprocess(fromJson, z.array(item).nullable()).default(null).describe(description);
}

const recordSchema = z.record(z.string(), z.unknown());
const pair = z.object({ key: z.string(), value: z.unknown() });
const TRUE = ['true', 't', 'yes', 'y', 'on', '1'];
const FALSE = ['false', 'f', 'no', 'n', 'off', '0'];

function toNumber(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' && /^\s*[+-]?\d+(\.0*)?\s*$/.test(value) ? Number(value) : value;
}

function toBoolean(value: unknown): unknown {
  const word = String(value).toLowerCase();
  if (TRUE.includes(word)) return true;
  return FALSE.includes(word) ? false : value;
}

/** Also from a list of `{key, value}` objects or of `key:value` texts. */
function toRecord(value: unknown): unknown {
  const read = fromJson(value);
  if (!Array.isArray(read)) return read;
  const entries = read.map(toEntry);
  return entries.every((entry) => entry !== undefined) ? Object.fromEntries(entries) : read;
}

function toEntry(item: unknown): [string, unknown] | undefined {
  const parsed = pair.safeParse(item);
  if (parsed.success) return [parsed.data.key, parsed.data.value];
  const [, key, value] = typeof item === 'string' ? (/^([^:]+):(.*)$/s.exec(item) ?? []) : [];
  return key === undefined ? undefined : [key, value];
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
