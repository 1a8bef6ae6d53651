import { listExecutions } from '../../operations/list.ts';
import type { Reader } from '../resources/resource.ts';
import type { Fact } from './prompt.ts';

const LOOKED_BACK = 20;

/** How the last executions of a flow ended and how long they took. */
export async function recentRuns(context: Reader, namespace: string, flowId: string): Promise<Fact> {
  const search = { namespace, flowId, exactNamespace: true };
  const { items, total } = await listExecutions(context, search, { limit: LOOKED_BACK });
  return {
    about: `Its last executions (${items.length} of ${total})`,
    content: items.map(({ id, state, started, seconds }) => ({ id, state, started, seconds })),
  };
}
