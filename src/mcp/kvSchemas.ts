import * as z from 'zod';
import type { KvEntry } from '../kestra/api/kv.ts';
import { KV_TYPES } from '../model/kvValue.ts';
import { shorten } from '../model/shorten.ts';
import type { FoundKv } from '../operations/kv.ts';

/** A value longer than this as JSON comes in parts. */
const VALUE_CHARACTERS = 4_500;
const DESCRIPTION_CHARACTERS = 300;

const optionalText = z.string().optional();

export const key = z.string().min(1);

export const kvEntry = z.object({
  namespace: z.string(),
  key: z.string(),
  revision: z.number().optional(),
  updated: optionalText,
  expires: optionalText,
  description: optionalText,
});

export const kvValue = kvEntry.extend({
  type: z.enum(KV_TYPES),
  value: z.unknown().optional(),
  part: optionalText.describe('Part of a long value, as text'),
  characters: z.number().optional(),
  nextCursor: optionalText,
  inherited: z.boolean().optional(),
});

/** What a list shows of a key. */
export function shownEntry({ namespace, key: name, revision, updated, expires, description }: KvEntry) {
  return {
    namespace,
    key: name,
    revision,
    updated,
    expires,
    description: description === undefined ? undefined : shorten(description, DESCRIPTION_CHARACTERS),
  };
}

/** A value as it is shown: whole, or the part from an offset on. */
export function shownValue({ value, ...found }: FoundKv, offset = 0) {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  if (offset === 0 && text.length <= VALUE_CHARACTERS) return { ...found, value };
  const end = offset + VALUE_CHARACTERS;
  return {
    ...found,
    part: text.slice(offset, end),
    characters: text.length,
    nextCursor: end < text.length ? String(end) : undefined,
  };
}
