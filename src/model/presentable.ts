import { isEncrypted } from '../shared/redact.ts';
import { shorten } from './shorten.ts';

const CREDENTIAL =
  /pass(word|wd|phrase)|secret|credential|(api|access|private)[_-]?key|(auth|access|bearer|api)[_-]?token/i;

interface Limits {
  maxText: number;
  maxItems: number;
}

/** Tried in turn until the record fits. */
const LIMITS: readonly Limits[] = [
  { maxText: 500, maxItems: 50 },
  { maxText: 120, maxItems: 10 },
  { maxText: 40, maxItems: 3 },
];

/**
 * A copy of inputs or outputs that can be shown: secrets masked, null members left out, long texts and lists cut with
 * a word about what is missing.
 *
 * @returns undefined when nothing is left to show
 */
export function presentableRecord(
  record: Readonly<Record<string, unknown>> | undefined,
  maxBytes: number,
): Record<string, unknown> | undefined {
  const entries = Object.entries(record ?? {}).filter(([, value]) => value !== null && value !== undefined);
  if (entries.length === 0) return undefined;
  for (const limits of LIMITS) {
    const shown = Object.fromEntries(entries.map(([key, value]) => [key, named(key, value, limits)]));
    if (Buffer.byteLength(JSON.stringify(shown)) <= maxBytes) return shown;
  }
  const names = entries.map(([key]) => key);
  return { '…': shorten(`too large to show: ${names.join(', ')}`, maxBytes) };
}

function presentable(value: unknown, limits: Limits): unknown {
  if (typeof value === 'string') return shorten(value, limits.maxText);
  if (Array.isArray(value)) return presentableList(value, limits);
  if (typeof value !== 'object' || value === null) return value;
  if (isEncrypted(value)) return '(encrypted)';
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, named(key, member, limits)]));
}

/** Whether a name, such as that of an input, says that its value is a secret. */
export function namesCredential(name: string): boolean {
  return CREDENTIAL.test(name);
}

/** A text that its name calls a credential is none to be shown, encrypted or not. */
function named(name: string, value: unknown, limits: Limits): unknown {
  return typeof value === 'string' && namesCredential(name) ? '(hidden)' : presentable(value, limits);
}

function presentableList(list: readonly unknown[], limits: Limits): unknown[] {
  const shown = list.slice(0, limits.maxItems).map((item) => presentable(item, limits));
  const omitted = list.length - shown.length;
  return omitted > 0 ? [...shown, `… ${omitted} more`] : shown;
}
