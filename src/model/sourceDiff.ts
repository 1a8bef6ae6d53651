import { createTwoFilesPatch } from 'diff';

/** Unified diff of two sources, or undefined when nothing differs. */
export function sourceDiff(
  before: { name: string; source: string },
  after: { name: string; source: string },
): string | undefined {
  if (before.source === after.source) return undefined;
  const { name, source } = before;
  const patch = createTwoFilesPatch(name, after.name, source, after.source, undefined, undefined, {
    context: 2,
  });
  // Without the rule that the library draws above it.
  return patch.slice(patch.indexOf('\n') + 1);
}
