import * as z from 'zod';
import type { Label } from '../../model/execution.ts';
import type { TriggerId, TriggerState } from '../../model/trigger.ts';
import type { Api } from '../api.ts';
import type { Dialect } from '../dialect.ts';
import { path } from '../path.ts';
import { filter, pageQuery, type Page } from '../query.ts';
import { pageOf } from '../schemas.ts';

export interface TriggerSearch extends Page {
  text?: string | undefined;
  /** This namespace and everything below it. */
  namespace?: string | undefined;
  /** Leaves out what is below {@link namespace}. */
  exactNamespace?: boolean | undefined;
  /** Exactly these; beside {@link namespace} both count. */
  namespaces?: readonly string[] | undefined;
  flowId?: string | undefined;
}

export interface NewBackfill {
  /** ISO instants with offset. */
  start: string;
  end: string;
  inputs?: Readonly<Record<string, unknown>> | undefined;
  labels?: readonly Label[] | undefined;
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
  /** 2.x; it may not name the execution. */
  locked: z.boolean().nullish(),
  executionId: z.string().nullish(),
  stopAfter: z.array(z.string()).nullish(),
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

const itemPage = pageOf(item);
const created = state.transform((found) => toTriggerState(found, undefined));

type Call = { signal?: AbortSignal | undefined };

/** `/triggers`: one function per route. What changes a trigger answers at once; its state has to be read after. */
export class TriggersApi {
  readonly #api: Api;
  readonly #tenant: string;
  readonly #dialect: (signal: AbortSignal | undefined) => Promise<Dialect>;

  constructor(api: Api, tenant: string, dialect: (signal: AbortSignal | undefined) => Promise<Dialect>) {
    this.#api = api;
    this.#tenant = tenant;
    this.#dialect = dialect;
  }

  search(search: TriggerSearch, { signal }: Call = {}): Promise<{ results: TriggerState[]; total: number }> {
    const query = [
      filter('q', 'EQUALS', search.text),
      filter('namespace', search.exactNamespace ? 'EQUALS' : 'PREFIX', search.namespace),
      filter('namespace', 'IN', search.namespaces?.join(',')),
      filter('flowId', 'EQUALS', search.flowId),
      ...pageQuery(search),
    ];
    return this.#api.read(itemPage, '/triggers/search', { query, signal });
  }

  /** Switches the state of a trigger. 1.x drops its backfill, and the flow's own `disabled` wins in both. */
  async setDisabled(id: TriggerId, disabled: boolean, { signal }: Call = {}): Promise<void> {
    const { triggerRoutes } = await this.#dialect(signal);
    await this.#sendJson('PUT', triggerRoutes.switch, { ...keyOf(id), disabled }, signal);
  }

  /** Frees a trigger of the execution that locks it. @throws Failure `conflict` when nothing does */
  async unlock(id: TriggerId, { signal }: Call = {}): Promise<void> {
    await this.#api.send(path`/triggers/${id.namespace}/${id.flowId}/${id.triggerId}/unlock`, {
      method: 'POST',
      signal,
    });
  }

  /** Forgets lock and last date of a trigger, and has the scheduler work out its next date anew. */
  async restart(id: TriggerId, { signal }: Call = {}): Promise<void> {
    await this.#api.send(path`/triggers/${id.namespace}/${id.flowId}/${id.triggerId}/restart`, {
      method: 'POST',
      signal,
    });
  }

  /** Starts a backfill of a schedule. 1.x replaces a running one without a word, 2.x refuses with `conflict`. */
  async createBackfill(id: TriggerId, wanted: NewBackfill, { signal }: Call = {}): Promise<TriggerState> {
    const { triggerRoutes } = await this.#dialect(signal);
    return this.#api.read(created, triggerRoutes.backfill, {
      method: 'PUT',
      body: JSON.stringify({ ...keyOf(id), backfill: wanted }),
      contentType: 'application/json',
      signal,
    });
  }

  pauseBackfill(id: TriggerId, call: Call = {}): Promise<void> {
    return this.#changeBackfill('PUT', 'pause', id, call);
  }

  continueBackfill(id: TriggerId, call: Call = {}): Promise<void> {
    return this.#changeBackfill('PUT', 'unpause', id, call);
  }

  deleteBackfill(id: TriggerId, call: Call = {}): Promise<void> {
    return this.#changeBackfill('POST', 'delete', id, call);
  }

  /** Without a backfill 1.x answers 400, 2.x 200 as if there had been one. */
  async #changeBackfill(
    method: 'PUT' | 'POST',
    action: string,
    id: TriggerId,
    { signal }: Call,
  ): Promise<void> {
    const { triggerBodyNamesTenant } = await this.#dialect(signal);
    const tenant = triggerBodyNamesTenant ? { tenantId: this.#tenant } : {};
    await this.#sendJson(method, `/triggers/backfill/${action}`, { ...tenant, ...keyOf(id) }, signal);
  }

  async #sendJson(
    method: 'PUT' | 'POST',
    route: string,
    body: object,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const contentType = 'application/json';
    await this.#api.send(route, { method, body: JSON.stringify(body), contentType, signal });
  }
}

/** Nothing but the key: callers pass whole states. */
function keyOf({ namespace, flowId, triggerId }: TriggerId): TriggerId {
  return { namespace, flowId, triggerId };
}

function toTriggerState(
  found: z.infer<typeof state>,
  trigger: z.infer<typeof definition> | undefined,
): TriggerState {
  const { namespace, flowId, triggerId } = found;
  return {
    namespace,
    flowId,
    triggerId,
    type: trigger?.type,
    cron: trigger?.cron ?? undefined,
    // Either switch stops it: the one in the flow's YAML, or the one of its state.
    disabled: (trigger?.disabled ?? false) || (found.disabled ?? false),
    disabledInFlow: trigger?.disabled ? true : undefined,
    stopAfter: found.stopAfter?.length ? found.stopAfter : undefined,
    next: found.nextEvaluationDate ?? found.nextExecutionDate ?? undefined,
    last: found.lastTriggeredDate ?? found.date ?? undefined,
    lockedBy: found.executionId ?? (found.locked ? 'an execution that Kestra does not name' : undefined),
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
