import { contains } from '../executionSearch.ts';
import { meets, readFilters, type Filter } from '../filters.ts';
import { jsonBody, route, type Call, type Reply, type Route } from '../http.ts';
import { paged, unknownSort, type Sorting } from '../paging.ts';
import { notFound } from '../problem.ts';
import type { Store } from '../store.ts';
import type { Trigger, TriggerId } from '../triggerStates.ts';

const sorting: Sorting<Trigger> = {
  fields: {
    flowId: ({ state }) => state.flowId,
    triggerId: ({ state }) => state.triggerId,
    nextExecutionDate: ({ state }) => state.nextEvaluationDate,
    nextEvaluationDate: ({ state }) => state.nextEvaluationDate,
  },
  refusal: unknownSort,
};

/** Find schedules, switch them on and off, unlock, restart and forget them. */
export function triggerRoutes({ triggers }: Store): Route[] {
  const one = 'triggers/{namespace}/{flowId}/{triggerId}';
  return [
    route('GET triggers/search', ({ query }) => {
      const { results, total } = paged(
        searchTriggers(triggers.all(), query),
        query,
        'searchTriggers',
        sorting,
      );
      return { json: { results: results.map(view), total } };
    }),
    route('GET triggers/{namespace}/{flowId}', ({ params, query }) => {
      const ofFlow = triggers
        .all()
        .filter(({ flow }) => flow.namespace === params['namespace'] && flow.id === params['flowId']);
      const states = ofFlow.map(({ state }) => state);
      return { json: paged(states, query, 'searchTriggersForFlow') };
    }),
    route('PUT triggers/set-disabled', (call) => {
      const { disabled, ...id } = jsonBody(call, 'trigger') as TriggerId & { disabled: boolean };
      const found = triggers.find(id);
      if (!found) throw missing(id);
      triggers.setDisabled(found, disabled);
      return { json: found.state };
    }),
    route(`POST ${one}/unlock`, ({ params }) => act(triggers.get(idOf(params)), (it) => triggers.unlock(it))),
    route(`POST ${one}/restart`, ({ params }) =>
      act(triggers.get(idOf(params)), (it) => triggers.restart(it)),
    ),
    route(`DELETE ${one}`, ({ params }) => {
      triggers.delete(triggers.get(idOf(params)));
      return { status: 204 };
    }),
  ];
}

export function searchTriggers(all: readonly Trigger[], query: URLSearchParams): Trigger[] {
  const filters = readFilters(query, 'TRIGGER');
  return all.filter((trigger) => filters.every((filter) => matches(trigger, filter)));
}

export function act(trigger: Trigger, action: (trigger: Trigger) => void): Reply {
  action(trigger);
  return { json: trigger.state };
}

function view({ definition: trigger, state }: Trigger): object {
  return { trigger, state };
}

function idOf({ namespace = '', flowId = '', triggerId = '' }: Call['params']): TriggerId {
  return { namespace, flowId, triggerId };
}

function missing({ namespace, flowId, triggerId }: TriggerId): Error {
  return notFound(
    `Trigger not found: [tenant=main, namespace=${namespace}, flow=${flowId}, trigger=${triggerId}]`,
  );
}

function matches({ state }: Trigger, filter: Filter): boolean {
  const { namespace, flowId, triggerId } = state;
  if (filter.field === 'q') return [flowId, triggerId, namespace].some(contains(filter));
  // Recorded: an enabled trigger is found by DISABLED too.
  if (filter.field === 'triggerState') return true;
  const values: Record<string, string | undefined> = {
    namespace,
    flowId,
    triggerId,
    locked: String(state.locked),
    scope: namespace === 'system' ? 'SYSTEM' : 'USER',
    lastTriggeredDate: state.lastTriggeredDate,
    nextExecutionDate: state.nextEvaluationDate,
  };
  return meets(filter, values[filter.field]);
}
