import { meets, readFilters, type Filter } from './filters.ts';
import { milliseconds, stateOf, type Execution } from './model.ts';
import type { Sorting } from './paging.ts';
import { invalidArgument, Problem } from './problem.ts';
import type { Store } from './store.ts';

const WINDOW_MS = 8 * 86_400_000;
const DATE_FILTERS = ['START_DATE', 'END_DATE', 'START_OR_END_DATE'];

export const executionSorting: Sorting<Execution> = {
  fields: {
    id: ({ id }) => id,
    namespace: ({ namespace }) => namespace,
    flowId: ({ flowId }) => flowId,
    'state.current': stateOf,
    'state.startDate': startDate,
    'state.endDate': endDate,
    'state.duration': (execution) => Date.parse(endDate(execution)) - Date.parse(startDate(execution)),
  },
  refusal: (field) => new Problem('invalid-entity', `Invalid sort field: ${field}`),
};

/** The executions a query finds, oldest first; without a start or time range only those of the last 8 days. */
export function searchExecutions(store: Store, query: URLSearchParams): Execution[] {
  const dateFilter = query.get('dateFilter') ?? 'START_DATE';
  if (!DATE_FILTERS.includes(dateFilter)) {
    throw invalidArgument(`Failed to convert argument [dateFilter] for value [${dateFilter}]`);
  }
  const given = readFilters(query, 'EXECUTION');
  const filters = withWindow(given);
  // Test and loop executions have a kind; they stay hidden unless asked for.
  const kinds = given.some(({ field }) => field === 'kind');
  const all = [...store.executions.values()].filter(({ kind }) => kinds || kind === undefined);
  return all.filter((execution) => filters.every((filter) => found(execution, filter, dateFilter)));
}

/** Replaces a time range by its start, and adds Kestra's hidden window where no start is given. */
export function withWindow(filters: readonly Filter[]): Filter[] {
  const range = filters.find(({ field }) => field === 'timeRange');
  const start = filters.find(({ field }) => field === 'startDate');
  const end = filters.find(({ field }) => field === 'endDate');
  if (range && (start || end)) {
    throw invalidArgument("Parameters 'startDate'/'endDate' and 'timeRange' are mutually exclusive");
  }
  if (start && end && Date.parse(start.value) > Date.parse(end.value)) {
    throw invalidArgument('Start date must be before End Date');
  }
  const others = filters.filter((filter) => filter !== range);
  if (start) return others;
  const since = Date.now() - (range ? (milliseconds(range.value) ?? 0) : WINDOW_MS);
  const value = new Date(since).toISOString();
  return [...others, { field: 'startDate', op: 'GREATER_THAN_OR_EQUAL_TO', key: undefined, value }];
}

function found(execution: Execution, filter: Filter, dateFilter: string): boolean {
  if (filter.field === 'labels') return labelled(execution, filter);
  if (filter.field === 'q')
    return [execution.flowId, execution.namespace, execution.id].some(contains(filter));
  // Both date filters look at one column: the start date unless `dateFilter` says otherwise.
  if (filter.field !== 'startDate' && filter.field !== 'endDate')
    return meets(filter, valueOf(execution, filter));
  const dates = { START_DATE: [startDate], END_DATE: [endDate] }[dateFilter] ?? [startDate, endDate];
  return dates.some((read) => meets(filter, read(execution)));
}

function valueOf(execution: Execution, { field }: Filter): string | undefined {
  const parent = execution.trigger?.variables['executionId'] as string | undefined;
  const values: Record<string, string | undefined> = {
    namespace: execution.namespace,
    flowId: execution.flowId,
    state: stateOf(execution),
    kind: execution.kind,
    parentId: execution.parentId,
    triggerExecutionId: parent,
    childFilter: parent === undefined ? 'MAIN' : 'CHILD',
    scope: execution.namespace === 'system' ? 'SYSTEM' : 'USER',
  };
  return values[field];
}

/** Labels are met by key and value, or as text where the operator takes no key. */
export function labelled({ labels }: Pick<Execution, 'labels'>, filter: Filter): boolean {
  if (filter.key !== undefined) return meets(filter, labels.find(({ key }) => key === filter.key)?.value);
  const text = labels.map(({ key, value }) => `${key}:${value}`).join(',');
  return meets(filter, text === '' ? undefined : text);
}

export function contains({ value, op }: Filter): (text: string) => boolean {
  return (text) => text.toLowerCase().includes(value.toLowerCase()) === (op === 'EQUALS');
}

function startDate({ steps }: Execution): string {
  return steps[0]?.date ?? '';
}

function endDate({ steps }: Execution): string {
  return steps.at(-1)?.date ?? '';
}
