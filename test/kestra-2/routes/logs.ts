import { contains, withWindow } from '../executionSearch.ts';
import { LEVELS, meets, readFilters, type Filter } from '../filters.ts';
import { route, type Route } from '../http.ts';
import { asText, type LogEntry } from '../model.ts';
import { paged, unknownSort, type Sorting } from '../paging.ts';
import type { Store } from '../store.ts';
import { logLine } from '../views.ts';

const sorting: Sorting<LogEntry> = {
  fields: {
    timestamp: ({ timestamp }) => timestamp,
    level: ({ level }) => level,
    namespace: ({ namespace }) => namespace,
    flowId: ({ flowId }) => flowId,
  },
  refusal: unknownSort,
};

/** Logs of one execution (unpaged), of all, and their download and deletion. */
export function logRoutes(store: Store): Route[] {
  const ofExecution = (id = '') => store.logs.filter((entry) => entry.executionId === id);
  return [
    route('GET logs/search', ({ query }) => {
      const wanted = logFilter(query, withWindow);
      return { json: paged(store.logs.filter(wanted), query, 'searchLogs', sorting) };
    }),
    route('GET logs/{id}', ({ params, query }) => ({
      json: ofExecution(params['id']).filter(logFilter(query)),
    })),
    route(
      'GET logs/{id}/download',
      ({ params, query }) => {
        const { id } = store.execution(params['id'] ?? '', `Execution '${params['id']}' not found.`);
        const lines = ofExecution(id).filter(logFilter(query)).map(logLine);
        const file = `${id}.log`;
        return {
          text: lines.join('\n'),
          headers: { 'content-disposition': `attachment; filename="${file}"; filename*=utf-8''${file}` },
        };
      },
      { produces: 'text/plain' },
    ),
    // Here the flat parameters still count.
    route('DELETE logs/{id}', ({ params, query }) => {
      const gone = flatFilter(query);
      store.logs = store.logs.filter((entry) => entry.executionId !== params['id'] || !gone(entry));
      return {};
    }),
    route('DELETE logs/{namespace}/{flowId}', ({ params }) => {
      const ofFlow = ({ namespace, flowId }: LogEntry) =>
        namespace === params['namespace'] && flowId === params['flowId'];
      store.logs = store.logs.filter((entry) => !ofFlow(entry));
      return {};
    }),
  ];
}

/** The flat parameters of a deletion; a task counts before a task run. */
function flatFilter(query: URLSearchParams): (entry: LogEntry) => boolean {
  const [task, run, level] = [query.get('taskId'), query.get('taskRunId'), query.get('minLevel')];
  return (entry) =>
    (task === null || entry.taskId === task) &&
    (task !== null || run === null || entry.taskRunId === run) &&
    (level === null || LEVELS.indexOf(entry.level) >= LEVELS.indexOf(level));
}

/** The filters of a log query as one test; `adapt` may add Kestra's hidden window. */
export function logFilter(
  query: URLSearchParams,
  adapt: (filters: Filter[]) => Filter[] = (filters) => filters,
): (entry: LogEntry) => boolean {
  const filters = adapt(readFilters(query, 'LOG'));
  return (entry) => filters.every((filter) => found(entry, filter));
}

function found(entry: LogEntry, filter: Filter): boolean {
  if (filter.field === 'q') return [entry.message, entry.flowId, entry.namespace].some(contains(filter));
  if (filter.field === 'startDate' || filter.field === 'endDate') return meets(filter, entry.timestamp);
  const value = (entry as unknown as Record<string, unknown>)[filter.field];
  return meets(filter, value === undefined ? undefined : asText(value));
}
