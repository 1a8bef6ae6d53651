import * as z from 'zod';

/** `company.team`, or `company.team.*` for it and everything below it; `*` for all there are. */
const pattern = z
  .string()
  .regex(
    /^(\*|[a-z0-9][a-z0-9._-]*?(\.\*)?)$/,
    'expected a namespace such as company.team, or company.team.*',
  );

export const namespaceScopeSchema = z.strictObject({
  /** Nothing listed: all are allowed. */
  allow: z.array(pattern).default([]),
  /** Wins over {@link allow}. */
  deny: z.array(pattern).default([]),
});

/** The namespaces that an agent may touch on a connection. */
export interface NamespaceScope {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

export const EVERY_NAMESPACE: NamespaceScope = { allow: [], deny: [] };

/** Patterns between commas or blanks, as people write them. */
export function patternsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** What is wrong with patterns that somebody has typed, or undefined. */
export function patternProblem(text: string): string | undefined {
  const wrong = patternsOf(text).filter((word) => !pattern.safeParse(word).success);
  return wrong.length === 0 ? undefined : wrong.join(', ');
}
