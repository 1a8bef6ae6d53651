import * as z from 'zod';

/**
 * Arguments as the official server reads them: where one does not fit as it is, numbers and booleans may come as
 * text, objects and lists as JSON text, objects as lists of `{key, value}` or `key:value` and the other way round, and
 * null as "not given".
 */
export function lenient(input: z.ZodObject, args: unknown): unknown {
  if (typeof args !== 'object' || args === null) return args;
  const read = Object.entries(args).map(([name, value]) => [name, readAs(input.shape[name], value)]);
  return Object.fromEntries(read);
}

function readAs(schema: z.core.$ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return value;
  const fits = (reading: unknown): boolean => z.safeParse(schema, reading).success;
  if (value === null) return fits(null) ? null : undefined;
  return (
    [value, toNumber(value), toBoolean(value), fromJson(value), toRecord(value), toPairs(value)].find(fits) ??
    value
  );
}

const TRUE = ['true', 't', 'yes', 'y', 'on', '1'];
const FALSE = ['false', 'f', 'no', 'n', 'off', '0'];

function toNumber(value: unknown): unknown {
  const isNumber = typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '');
  return isNumber ? Number(value) : value;
}

function toBoolean(value: unknown): unknown {
  const word = String(value).toLowerCase();
  if (TRUE.includes(word)) return true;
  return FALSE.includes(word) ? false : value;
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function toRecord(value: unknown): unknown {
  const read = fromJson(value);
  if (!Array.isArray(read)) return read;
  const entries = read.map(toEntry);
  return entries.every((entry) => entry !== undefined) ? Object.fromEntries(entries) : read;
}

/** A list is wanted and an object given: labels. */
function toPairs(value: unknown): unknown {
  const read = toRecord(value);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return read;
  return Object.entries(read).map(([key, entry]) => ({ key, value: entry }));
}

const pair = z.object({ key: z.string(), value: z.unknown() });

function toEntry(item: unknown): [string, unknown] | undefined {
  const parsed = pair.safeParse(item);
  if (parsed.success) return [parsed.data.key, parsed.data.value];
  const [, key, value] = typeof item === 'string' ? (/^([^:]+):(.*)$/s.exec(item) ?? []) : [];
  return key === undefined ? undefined : [key, value];
}
