import { route, type Call, type Route } from '../http.ts';
import type { Metric } from '../model.ts';
import { paged } from '../paging.ts';
import type { Store } from '../store.ts';

const DAY_MS = 86_400_000;
const RANGE_MS = 30 * DAY_MS;

/** What tasks have counted and timed. */
export function metricRoutes(store: Store): Route[] {
  const ofFlow = ({ params }: Call) =>
    store.metrics.filter(
      ({ namespace, flowId, taskId }) =>
        namespace === params['namespace'] &&
        flowId === params['flowId'] &&
        (params['taskId'] === undefined || taskId === params['taskId']),
    );
  const names = (call: Call) => ({ json: [...new Set(ofFlow(call).map(({ name }) => name))] });
  const aggregates = (call: Call) => ({ json: aggregated(ofFlow(call), call) });
  return [
    route('GET metrics/{executionId}', ({ params, query }) => {
      const [task, run] = [query.get('taskId'), query.get('taskRunId')];
      const found = store.metrics.filter(
        ({ executionId, taskId, taskRunId }) =>
          executionId === params['executionId'] &&
          (task === null || taskId === task) &&
          (task !== null || run === null || taskRunId === run),
      );
      return { json: paged(found, query, 'searchByExecution') };
    }),
    route('GET metrics/names/{namespace}/{flowId}', names),
    route('GET metrics/names/{namespace}/{flowId}/{taskId}', names),
    route('GET metrics/tasks/{namespace}/{flowId}', (call) => ({
      json: [...new Set(ofFlow(call).map(({ taskId }) => taskId))],
    })),
    route('GET metrics/aggregates/{namespace}/{flowId}/{metric}', aggregates),
    route('GET metrics/aggregates/{namespace}/{flowId}/{taskId}/{metric}', aggregates),
  ];
}

/** One value a day, of the last 30 days unless dates are given. */
function aggregated(metrics: readonly Metric[], { params, query }: Call): object {
  const end = Date.parse(query.get('endDate') ?? '') || Date.now();
  const start = Date.parse(query.get('startDate') ?? '') || end - RANGE_MS;
  const name = params['metric'] ?? '';
  const aggregations = [];
  for (let day = Math.floor(start / DAY_MS) * DAY_MS; day <= end; day += DAY_MS) {
    const values = metrics
      .filter(
        (metric) =>
          metric.name === name && Math.floor(Date.parse(metric.timestamp) / DAY_MS) * DAY_MS === day,
      )
      .map(({ value }) => value);
    const value = aggregate(values, query.get('aggregation') ?? 'sum');
    aggregations.push({ name, ...(value !== undefined && { value }), date: new Date(day).toISOString() });
  }
  return { groupBy: 'day', aggregations };
}

function aggregate(values: readonly number[], how: string): number | undefined {
  if (values.length === 0) return undefined;
  const sum = values.reduce((total, value) => total + value, 0);
  if (how === 'avg') return sum / values.length;
  if (how === 'min') return Math.min(...values);
  return how === 'max' ? Math.max(...values) : sum;
}
