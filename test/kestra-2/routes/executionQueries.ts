import { searchExecutions } from '../executionSearch.ts';
import { fieldNames } from '../filters.ts';
import { jsonBody, required, route, type Route } from '../http.ts';
import { isTerminated, stateOf, type Execution } from '../model.ts';
import { paged } from '../paging.ts';
import { invalidArgument } from '../problem.ts';
import type { Store } from '../store.ts';

/** Short answers about many executions: the latest of each flow, values of a field, places taken. */
export function executionQueryRoutes(store: Store): Route[] {
  return [
    route('POST executions/latest', (call) => {
      const flows = jsonBody(call, 'flowFilters') as { namespace: string; id: string }[];
      return { json: flows.flatMap(({ namespace, id }) => latest(store, namespace, id)) };
    }),
    route('GET executions/distinct-field-values', ({ query }) => {
      const field = required(query, 'field');
      if (!fieldNames().includes(field)) {
        const cause = `No enum constant io.kestra.core.models.QueryFilter.Field.${field}`;
        throw invalidArgument(`Failed to convert argument [field] for value [${field}] due to: ${cause}`);
      }
      const found = searchExecutions(store, query).map(
        (one) => (one as unknown as Record<string, unknown>)[field] ?? null,
      );
      return { json: [...new Set(found)].slice(0, Number(query.get('size') ?? 100)) };
    }),
    route('GET concurrency-limit/search', ({ query }) => {
      const limited = store.flows().filter((flow) => flow['concurrency'] !== undefined);
      const places = limited.map(({ namespace, id: flowId }) => {
        const running = ofFlow(store, namespace, flowId).filter(
          (one) => !isTerminated(one) && stateOf(one) !== 'QUEUED',
        );
        return { tenantId: 'main', namespace, flowId, running: running.length };
      });
      return { json: paged(places, query, 'searchConcurrencyLimits') };
    }),
  ];
}

function ofFlow(store: Store, namespace: string, flowId: string): Execution[] {
  return [...store.executions.values()].filter((one) => one.namespace === namespace && one.flowId === flowId);
}

function latest(store: Store, namespace: string, flowId: string): object[] {
  const last = ofFlow(store, namespace, flowId).at(-1);
  if (!last) return [];
  return [{ id: last.id, flowId, namespace, startDate: last.steps[0]?.date, status: stateOf(last) }];
}
