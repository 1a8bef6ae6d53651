import type { TriggerState } from '../model/trigger.ts';
import type { OperationContext } from './context.ts';
import { fetchPage, type PageRequest, type PageResult } from './page.ts';

/** Triggers with their next dates, in the order of flows; whether they fire is told by both of Kestra's switches. */
export function listTriggers(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  search: { text?: string | undefined; namespace?: string | undefined; flowId?: string | undefined },
  request: PageRequest,
): Promise<PageResult<TriggerState>> {
  return fetchPage(
    request,
    (page) => kestra.triggers.search({ ...search, ...page, sort: 'flowId:asc' }, { signal }),
    (trigger) => trigger,
  );
}
