import { Failure } from '../shared/failure.ts';
import { nearestNames } from '../model/nearestNames.ts';
import type { OperationContext } from './context.ts';

/** Enough to find what was meant; Kestra itself takes every name for a namespace. */
const SEEN_NAMESPACES = 1_000;

/** Why nothing was found in a namespace: Kestra knows no such one. Undefined when it does. */
export async function explainMissingNamespace(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  namespace: string,
): Promise<Failure | undefined> {
  const { results } = await kestra.instance.namespaces({ size: SEEN_NAMESPACES }, { signal });
  const known = results.map(({ id }) => id);
  if (known.includes(namespace)) return undefined;
  const nearest = nearestNames(namespace, known, 3);
  return new Failure('not_found', `There is no namespace ${namespace}.`, {
    status: 404,
    hint: nearest.length > 0 ? `It may be ${nearest.join(' or ')}.` : 'Look at the list of namespaces.',
  });
}
