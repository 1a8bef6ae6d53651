/** So much before the first difference is shown, to tell where it is. */
const LEAD = 40;

/** What an assertion compares, as people read it. */
export function assertionText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}

/** Two texts, each cut to a length around the first place where they differ. */
export function aroundDifference(
  [expected, actual]: readonly [string, string],
  maxCharacters: number,
): [expected: string, actual: string] {
  if (Math.max(expected.length, actual.length) <= maxCharacters) return [expected, actual];
  const start = Math.max(0, firstDifference(expected, actual) - LEAD);
  const cut = (text: string): string => {
    const end = start + maxCharacters;
    return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
  };
  return [cut(expected), cut(actual)];
}

function firstDifference(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) if (a[at] !== b[at]) return at;
  return shorter;
}
