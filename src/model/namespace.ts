/** The namespaces above one, the nearest first: `a.b.c` → `a.b`, `a`. */
export function parentNamespaces(namespace: string): string[] {
  const parts = namespace.split('.');
  return parts.slice(1).map((_, above) => parts.slice(0, parts.length - 1 - above).join('.'));
}
