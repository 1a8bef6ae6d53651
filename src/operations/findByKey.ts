import { setTimeout as sleep } from 'node:timers/promises';
import type { Execution } from '../model/execution.ts';
import { KEY_LABEL } from '../model/label.ts';
import type { OperationContext } from './context.ts';
import { isOfFlow } from './findExecution.ts';

/** A lost answer is looked up for so long; 1.x lists an execution a moment after it was created. */
export const FIND_MS = 3_000;
/** What was in doubt is looked up for longer before it is started anew: a Kestra that is busy lists it late. */
export const DOUBT_MS = 15_000;
const PAUSE_MS = 250;

/** The execution of a flow that was started with this key. Replays carry the labels of their original along. */
export async function findByKey(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  { namespace, flowId }: { namespace: string; flowId: string },
  { key, patienceMs }: { key: string; patienceMs: number },
): Promise<Execution | undefined> {
  const search = { namespace, exactNamespace: true, flowId, labels: { [KEY_LABEL]: key }, size: 20 };
  for (const end = Date.now() + patienceMs; ; await sleep(PAUSE_MS)) {
    const { results } = await kestra.executions.search(
      { ...search, sort: 'state.startDate:asc' },
      { signal },
    );
    const own = results.filter(isOfFlow({ namespace, flowId }));
    const found = own.find(({ parentId }) => parentId === undefined);
    if (found !== undefined) return kestra.executions.get(found.id, { signal });
    if (Date.now() >= end) return undefined;
  }
}
