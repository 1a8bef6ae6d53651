import { Failure } from '../shared/failure.ts';
import type { ToldExpressions } from '../model/expressions.ts';
import type { OperationContext } from './context.ts';

/**
 * What expressions of flows in a namespace can name, as the instance tells it: its filters and functions, its keys.
 * Asked about a flow of our own making, since one that is being written can seldom be read.
 *
 * @returns undefined where the instance does not tell
 */
export async function namespaceExpressions(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  namespace: string,
): Promise<ToldExpressions | undefined> {
  if (!(await kestra.dialect(signal)).tellsExpressions) return undefined;
  const task = 'tasks:\n  - id: any\n    type: io.kestra.plugin.core.log.Log\n    message: any\n';
  try {
    return await kestra.flows.expressions(`id: any\nnamespace: ${namespace}\n${task}`, { signal });
  } catch (error) {
    // Some builds do not have the route, and who may not write flows is refused.
    if (Failure.is(error, 'not_found') || Failure.is(error, 'forbidden') || Failure.is(error, 'invalid'))
      return undefined;
    throw error;
  }
}
