import type { NamespaceScope } from '../shared/namespaceScope.ts';

/** What a search asks for: one namespace, one with everything below it, or all. */
export interface Region {
  namespace?: string | undefined;
  /** Without what is below {@link namespace}. */
  exact?: boolean | undefined;
}

/** How much of a region lies in a scope: `some` cannot be told by one name. */
export type Share = 'all' | 'none' | 'some' | { namespace: string; exact: boolean };

/** What Kestra takes for a namespace. Whatever else might name one, to some database, is in no scope. */
const NAMESPACE = /^[a-z0-9][a-z0-9._-]*$/;

export function isUnlimited({ allow, deny }: NamespaceScope): boolean {
  return deny.length === 0 && (allow.length === 0 || allow.includes('*'));
}

export function isInScope(scope: NamespaceScope, namespace: string): boolean {
  if (isUnlimited(scope)) return true;
  if (!NAMESPACE.test(namespace) || scope.deny.some((pattern) => covers(pattern, namespace))) return false;
  return scope.allow.length === 0 || scope.allow.some((pattern) => covers(pattern, namespace));
}

/** Which part of a region lies in the scope. */
export function shareOf(scope: NamespaceScope, { namespace, exact = false }: Region): Share {
  if (isUnlimited(scope)) return 'all';
  if (namespace !== undefined && !NAMESPACE.test(namespace)) return 'none';
  if (exact && namespace !== undefined) return isInScope(scope, namespace) ? 'all' : 'none';
  const asked = namespace === undefined ? '*' : `${namespace}.*`;
  const allowed = scope.allow.length === 0 ? ['*'] : scope.allow;
  const parts = allowed
    .flatMap((pattern) => overlap(pattern, asked))
    .filter((part) => !scope.deny.some((pattern) => covers(pattern, part)));
  const [first, ...others] = parts.filter((_part, index) => !isRepeated(parts, index));
  if (first === undefined) return 'none';
  if (others.length > 0 || scope.deny.some((pattern) => overlap(pattern, first).length > 0)) return 'some';
  if (first === asked) return 'all';
  return { namespace: rootOf(first), exact: !isSubtree(first) };
}

/** The namespaces that a scope names outright, and that exist for it whether or not Kestra tells of them. */
export function namedOutright({ allow }: NamespaceScope): string[] {
  return allow.filter((pattern) => pattern !== '*').map(rootOf);
}

/** Whether a namespace lies in a region. */
export function isInRegion({ namespace, exact }: Region, candidate: string): boolean {
  if (namespace === undefined) return true;
  return exact ? candidate === namespace : covers(`${namespace}.*`, candidate);
}

/** Whether all that the second pattern means is meant by the first. */
function covers(pattern: string, other: string): boolean {
  if (pattern === '*') return true;
  if (!isSubtree(pattern)) return pattern === other;
  const root = rootOf(pattern);
  return other !== '*' && (rootOf(other) === root || rootOf(other).startsWith(`${root}.`));
}

/** What two patterns both mean, as a pattern. */
function overlap(a: string, b: string): string[] {
  if (covers(a, b)) return [b];
  return covers(b, a) ? [a] : [];
}

function isRepeated(parts: readonly string[], index: number): boolean {
  const part = parts[index] ?? '';
  return parts.some((other, at) => at !== index && covers(other, part) && (other !== part || at < index));
}

function isSubtree(pattern: string): boolean {
  return pattern === '*' || pattern.endsWith('.*');
}

function rootOf(pattern: string): string {
  return pattern.endsWith('.*') ? pattern.slice(0, -2) : pattern;
}
