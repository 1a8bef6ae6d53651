/** How Kestra marks a value that it keeps encrypted. */
const ENCRYPTED = 'io.kestra.datatype:aes_encrypted';
const MAX_TEXT = 500;
const MAX_ITEMS = 50;

/**
 * A copy of inputs or outputs that can be shown: secrets masked, long texts and lists cut with a word about what is
 * missing, null members left out.
 */
export function presentable(value: unknown): unknown {
  if (typeof value === 'string') return shorten(value);
  if (Array.isArray(value)) return presentableList(value);
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && value.type === ENCRYPTED) return '(encrypted)';
  return presentableRecord(value);
}

/** {@link presentable} for a whole record; undefined when nothing is left of it. */
export function presentableRecord(record: object | undefined): Record<string, unknown> | undefined {
  const entries = Object.entries(record ?? {}).filter(([, value]) => value !== null && value !== undefined);
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([key, value]) => [key, presentable(value)]));
}

function presentableList(list: readonly unknown[]): unknown[] {
  const shown = list.slice(0, MAX_ITEMS).map(presentable);
  return list.length > MAX_ITEMS ? [...shown, `… ${list.length - MAX_ITEMS} more`] : shown;
}

function shorten(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}… (${text.length} characters)`;
}
