import { Failure } from '../shared/failure.ts';
import { durationSeconds } from './duration.ts';

/** The types that Kestra gives to values of its key-value store. */
export const KV_TYPES = ['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'] as const;
export type KvType = (typeof KV_TYPES)[number];

/**
 * The request body that makes Kestra keep a value as it is meant. It reads bodies as Ion: bare words are cut at the
 * first blank and `42` is a number, so every string is quoted; dates are bare, since quoted ones stay strings.
 *
 * @param type none: strings are strings, whatever is in them, and other values are what they are in JSON
 * @throws Failure `invalid` when the value cannot be of the type
 */
export function kvBody(value: unknown, type?: KvType): string {
  if (value === null || value === undefined) throw wrong('null cannot be stored');
  return BODIES[type ?? naturalType(value)](value);
}

const BODIES: Readonly<Record<KvType, (value: unknown) => string>> = {
  STRING: (value) => quoted(typeof value === 'string' ? value : JSON.stringify(value)),
  NUMBER: numberText,
  BOOLEAN: booleanText,
  DATETIME: dateTimeText,
  DATE: dateText,
  DURATION: durationText,
  JSON: jsonText,
};

/** @throws Failure `invalid`: Kestra would answer with an internal error */
export function requireTtl(ttl: string): string {
  if ((durationSeconds(ttl) ?? 0) > 0) return ttl;
  throw new Failure('invalid', `'${ttl}' is not a time to live.`, {
    hint: 'Give an ISO 8601 duration of days or smaller, such as PT5M or P30D.',
  });
}

/** Descriptions travel in a header. @throws Failure `invalid` for what no header carries */
export function requireDescription(description: string): string {
  if (/^[\u0020-\u007e]*$/.test(description)) return description;
  throw new Failure('invalid', 'Kestra takes descriptions of keys in ASCII and in one line only.', {
    hint: 'Write the description without accents and line breaks.',
  });
}

function naturalType(value: unknown): KvType {
  if (typeof value === 'string') return 'STRING';
  if (typeof value === 'number') return 'NUMBER';
  return typeof value === 'boolean' ? 'BOOLEAN' : 'JSON';
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function numberText(value: unknown): string {
  const text = String(value).trim();
  // As text, lest long numbers lose digits.
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return text;
  throw wrong(`${shown(value)} is not a number`);
}

function booleanText(value: unknown): string {
  const text = String(value);
  if (text === 'true' || text === 'false') return text;
  throw wrong(`${shown(value)} is neither true nor false`);
}

/** In UTC: with another offset Kestra would keep it as JSON. */
function dateTimeText(value: unknown): string {
  const text = String(value);
  const hasZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const instant = new Date(text);
  if (hasZone && !Number.isNaN(instant.getTime())) return instant.toISOString().replace('.000Z', 'Z');
  throw wrong(`${shown(value)} is not a date and time with offset such as 2026-01-31T10:00:00Z`);
}

function dateText(value: unknown): string {
  const text = String(value);
  const date = new Date(`${text}T00:00:00Z`);
  // 2026-02-30 would become a day of March.
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${text}T`)) return text;
  throw wrong(`${shown(value)} is not a date such as 2026-01-31`);
}

function durationText(value: unknown): string {
  const text = String(value);
  if (durationSeconds(text) !== undefined) return quoted(text);
  throw wrong(`${shown(value)} is not an ISO 8601 duration of days or smaller, such as PT5M`);
}

/** A text is taken as the JSON that it spells. */
function jsonText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    throw wrong(`${shown(value)} is not JSON`);
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 80);
}

function wrong(reason: string): Failure {
  return new Failure('invalid', `The value was not stored: ${reason}.`, {
    hint: `Give a value of its type; the types are ${KV_TYPES.join(', ')}.`,
  });
}
