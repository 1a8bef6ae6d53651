import type { OperationContext } from './context.ts';

/** Names of secrets by the namespace that keeps them; values never leave Kestra. */
export async function secretNames(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  namespace: string,
): Promise<{ namespace: string; names: string[] }[]> {
  const found = await kestra.instance.secretNames(namespace, { signal });
  return Object.entries(found)
    .filter(([, names]) => names.length > 0)
    .map(([id, names]) => ({ namespace: id, names: names.toSorted() }));
}
