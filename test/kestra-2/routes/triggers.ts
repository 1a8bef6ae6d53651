import { contains } from '../executionSearch.ts';
import { meets, readFilters, type Filter } from '../filters.ts';
import { jsonBody, route, type Call, type Reply, type Route } from '../http.ts';
import { newId, type Flow, type Task } from '../model.ts';
import { paged, unknownSort, type Sorting } from '../paging.ts';
import { SCHEDULE } from '../plugins.ts';
import { notFound } from '../problem.ts';
import type { Store } from '../store.ts';

interface TriggerId {
  namespace: string;
  flowId: string;
  triggerId: string;
}

interface TriggerState extends TriggerId {
  updatedAt: string;
  nextEvaluationDate: string;
  disabled: boolean;
  locked: boolean;
  kind: string;
}

interface Item {
  trigger: Task;
  state: TriggerState;
}

const sorting: Sorting<Item> = {
  fields: {
    flowId: ({ state }) => state.flowId,
    triggerId: ({ state }) => state.triggerId,
    nextExecutionDate: ({ state }) => state.nextEvaluationDate,
    nextEvaluationDate: ({ state }) => state.nextEvaluationDate,
  },
  refusal: unknownSort,
};

/** Schedules are listed, enabled and disabled, but never fire. */
export function triggerRoutes(store: Store): Route[] {
  const all = () => store.flows().flatMap((flow) => schedulesOf(store, flow));
  return [
    route('GET triggers/search', ({ query }) => {
      const filters = readFilters(query, 'TRIGGER');
      const found = all().filter((item) => filters.every((filter) => matches(item, filter)));
      return { json: paged(found, query, 'searchTriggers', sorting) };
    }),
    route('GET triggers/{namespace}/{flowId}', ({ params, query }) => {
      const ofFlow = all().filter(
        ({ state }) => state.namespace === params['namespace'] && state.flowId === params['flowId'],
      );
      return {
        json: paged(
          ofFlow.map(({ state }) => state),
          query,
          'searchTriggersForFlow',
        ),
      };
    }),
    route('PUT triggers/set-disabled', (call) => setDisabled(store, all, call)),
    route('POST triggers/set-disabled/by-triggers', (call) => {
      const { triggers, disabled } = jsonBody(call, 'setDisabledRequest') as {
        triggers: TriggerId[];
        disabled: boolean;
      };
      // Unknown triggers are left out without a word.
      const known = triggers.filter((id) => all().some(({ state }) => keyOf(state) === keyOf(id)));
      for (const id of known) switchTrigger(store, id, disabled);
      return { status: 202, json: { operationId: newId(), totalItems: known.length } };
    }),
  ];
}

function setDisabled(store: Store, all: () => Item[], call: Call): Reply {
  const { disabled, ...id } = jsonBody(call, 'trigger') as TriggerId & { disabled: boolean };
  const known = () => all().find(({ state }) => keyOf(state) === keyOf(id));
  if (!known()) {
    const { namespace, flowId, triggerId } = id;
    throw notFound(
      `Trigger not found: [tenant=main, namespace=${namespace}, flow=${flowId}, trigger=${triggerId}]`,
    );
  }
  switchTrigger(store, id, disabled);
  return { json: known()?.state };
}

function switchTrigger(store: Store, id: TriggerId, disabled: boolean): void {
  if (disabled) store.disabledTriggers.add(keyOf(id));
  else store.disabledTriggers.delete(keyOf(id));
}

function schedulesOf(store: Store, flow: Flow): Item[] {
  const schedules = flow.triggers.filter(({ type }) => type === SCHEDULE);
  return schedules.map((trigger) => {
    const id = { namespace: flow.namespace, flowId: flow.id, triggerId: trigger.id };
    const state = {
      ...id,
      updatedAt: seconds(new Date(flow.updated)),
      nextEvaluationDate: nextHour(),
      disabled: store.disabledTriggers.has(keyOf(id)),
      locked: false,
      kind: 'SCHEDULE',
    };
    return { trigger, state };
  });
}

/** The stand-in reads no cron expression: every schedule is due at the next full hour. */
function nextHour(): string {
  const date = new Date();
  date.setUTCHours(date.getUTCHours() + 1, 0, 0, 0);
  return seconds(date);
}

function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function keyOf({ namespace, flowId, triggerId }: TriggerId): string {
  return `${namespace}/${flowId}/${triggerId}`;
}

function matches({ state }: Item, filter: Filter): boolean {
  const { namespace, flowId, triggerId, disabled, locked } = state;
  if (filter.field === 'q') return [flowId, triggerId, namespace].some(contains(filter));
  const values: Record<string, string> = {
    namespace,
    flowId,
    triggerId,
    locked: String(locked),
    triggerState: disabled ? 'DISABLED' : 'ENABLED',
    scope: namespace === 'system' ? 'SYSTEM' : 'USER',
  };
  return meets(filter, values[filter.field]);
}
