import * as z from 'zod';
import type { TriggerState } from '../../model/trigger.ts';
import type { Api } from '../api.ts';
import { filter, pageQuery, type Page } from '../query.ts';
import { pageOf } from '../schemas.ts';

export interface TriggerSearch extends Page {
  text?: string | undefined;
  /** This namespace and everything below it. */
  namespace?: string | undefined;
  flowId?: string | undefined;
}

/** As the flow defines it; Kestra leaves it out when the flow no longer has the trigger. */
const definition = z.looseObject({
  type: z.string(),
  cron: z.string().nullish(),
  disabled: z.boolean().nullish(),
});

const backfill = z.looseObject({
  start: z.string().nullish(),
  end: z.string().nullish(),
  currentDate: z.string().nullish(),
  paused: z.boolean().nullish(),
});

const state = z.looseObject({
  namespace: z.string(),
  flowId: z.string(),
  triggerId: z.string(),
  disabled: z.boolean().nullish(),
  executionId: z.string().nullish(),
  /** 1.x names the dates otherwise than 2.x. */
  date: z.string().nullish(),
  lastTriggeredDate: z.string().nullish(),
  nextExecutionDate: z.string().nullish(),
  nextEvaluationDate: z.string().nullish(),
  backfill: backfill.nullish(),
});

/** 1.x sends `abstractTrigger` and `triggerContext`, 2.x `trigger` and `state`. */
const item = z
  .object({
    abstractTrigger: definition.nullish(),
    triggerContext: state.nullish(),
    trigger: definition.nullish(),
    state: state.nullish(),
  })
  .transform((raw, context): TriggerState => {
    const found = raw.state ?? raw.triggerContext;
    if (found) return toTriggerState(found, raw.trigger ?? raw.abstractTrigger ?? undefined);
    context.addIssue({ code: 'custom', message: 'a trigger without state' });
    return z.NEVER;
  });

/** `/triggers`: one function per route. */
export class TriggersApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  search(
    search: TriggerSearch,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): Promise<{ results: TriggerState[]; total: number }> {
    const query = [
      filter('q', 'EQUALS', search.text),
      filter('namespace', 'PREFIX', search.namespace),
      filter('flowId', 'EQUALS', search.flowId),
      ...pageQuery(search),
    ];
    return this.#api.read(pageOf(item), '/triggers/search', { query, signal });
  }
}

function toTriggerState(
  found: z.infer<typeof state>,
  trigger: z.infer<typeof definition> | undefined,
): TriggerState {
  return {
    namespace: found.namespace,
    flowId: found.flowId,
    triggerId: found.triggerId,
    type: trigger?.type,
    cron: trigger?.cron ?? undefined,
    // Either switch stops it: the one in the flow's YAML, or the one of its state.
    disabled: (trigger?.disabled ?? false) || (found.disabled ?? false),
    next: found.nextEvaluationDate ?? found.nextExecutionDate ?? undefined,
    last: found.lastTriggeredDate ?? found.date ?? undefined,
    lockedBy: found.executionId ?? undefined,
    backfill: found.backfill
      ? {
          start: found.backfill.start ?? undefined,
          end: found.backfill.end ?? undefined,
          now: found.backfill.currentDate ?? undefined,
          paused: found.backfill.paused ?? false,
        }
      : undefined,
  };
}
