/** Below this share of common letter pairs two names have nothing to do with each other. */
const ALIKE = 0.35;

/** Names that somebody may have meant, the likeliest first; letter case does not count. */
export function nearestNames(wrong: string, names: readonly string[], limit: number): string[] {
  return names
    .map((name) => ({ name, likeness: likeness(wrong, name) }))
    .filter((candidate) => candidate.likeness >= ALIKE)
    .toSorted((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** 0 to 1: the share of neighbouring letters that two names have in common (Dice's coefficient). */
export function likeness(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  const total = left.length + right.length;
  if (total === 0) return a === b ? 1 : 0;
  let common = 0;
  for (const pair of left) {
    const at = right.indexOf(pair);
    if (at === -1) continue;
    right.splice(at, 1);
    common += 1;
  }
  return (2 * common) / total;
}

function pairs(name: string): string[] {
  const letters = name.toLowerCase();
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2));
}
