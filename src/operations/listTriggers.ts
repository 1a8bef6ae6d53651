import type { TriggerState } from '../model/trigger.ts';
import type { OperationContext } from './context.ts';
import { fetchPage, pageWithin, readAll, type PageRequest, type PageResult } from './page.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** What a trigger can be looked for by, beside its name: Kestra's own filters for it differ and partly do nothing. */
export const TRIGGER_CONDITIONS = ['locked', 'disabled', 'backfilling'] as const;
export type TriggerCondition = (typeof TRIGGER_CONDITIONS)[number];

export interface TriggerFilter {
  text?: string | undefined;
  namespace?: string | undefined;
  flowId?: string | undefined;
  only?: TriggerCondition | undefined;
}

const IS: Readonly<Record<TriggerCondition, (trigger: TriggerState) => boolean>> = {
  locked: ({ lockedBy }) => lockedBy !== undefined,
  disabled: ({ disabled }) => disabled,
  backfilling: ({ backfill }) => backfill !== undefined,
};

const PAGE = 500;
/** More than this nobody has. */
const MOST = 10_000;

/** Triggers with their next dates, in the order of flows; whether they fire is told by both of Kestra's switches. */
export async function listTriggers(
  context: Reader,
  { only, ...search }: TriggerFilter,
  request: PageRequest,
): Promise<PageResult<TriggerState>> {
  const { kestra, signal } = context;
  if (only !== undefined) return pageWithin((await allTriggers(context, search)).filter(IS[only]), request);
  return fetchPage(
    request,
    (page) => kestra.triggers.search({ ...search, ...page, sort: 'flowId:asc' }, { signal }),
    (trigger) => trigger,
  );
}

/** Every trigger that has a state, in the order of flows. */
export async function allTriggers(
  { kestra, signal }: Reader,
  search: Omit<TriggerFilter, 'only'> & { exactNamespace?: boolean },
): Promise<TriggerState[]> {
  const { items } = await readAll({ size: PAGE, most: MOST }, (page) =>
    kestra.triggers.search({ ...search, ...page, sort: 'flowId:asc' }, { signal }),
  );
  return items;
}
