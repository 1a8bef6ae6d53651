import * as z from 'zod';
import { durationSeconds } from '../../../model/duration.ts';
import type { Execution } from '../../../model/execution.ts';
import { readAll } from '../../../operations/page.ts';
import { startedAfter } from '../../timeRange.ts';
import { integer, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults, given } from '../shape.ts';

/** More of them would not fit into a result. */
const MOST_EXECUTIONS = 200;
const DAY_SECONDS = 86_400;
const USUAL_RANGE = 'P90D';

export const listExecutions = defineCompatTool({
  name: 'list_executions',
  group: 'execution',
  title: 'List executions',
  description: 'Executions of one namespace, newest first: of the last 90 days unless told otherwise.',
  effect: 'read',
  input: z.strictObject({
    namespace: text.required('Namespace'),
    flow_id: text.orEmpty('Only of this flow'),
    count: integer.optional('Only the newest so many'),
    time_range: text.orEmpty('ISO 8601 duration back from now, e.g. PT15M, P7D'),
    start_date: text.orEmpty('Started after, e.g. 2026-01-31T00:00:00Z; wins over time_range'),
    end_date: text.orEmpty('Started before'),
    page_size: integer.or(100, 'Executions read at once'),
  }),
  async run({ kestra, signal }, input) {
    const search = {
      namespace: input.namespace,
      exactNamespace: true,
      flowId: given(input.flow_id),
      startedAfter: startOf(input),
      startedBefore: given(input.end_date),
      sort: 'state.startDate:desc',
    };
    const count = Math.max(0, input.count ?? Number.POSITIVE_INFINITY);
    const most = Math.min(count, MOST_EXECUTIONS);
    const size = Math.max(1, Math.min(input.page_size, most));
    const { items, total } = await readAll({ size, most }, (page) =>
      kestra.executions.search({ ...search, ...page }, { signal }),
    );
    const results = items.slice(0, most).map(inList);
    const rest = 'Narrow it with flow_id, count or a time.';
    return boundedResults(results, { total: Math.min(total, count), rest });
  },
});

/** A range of whole days begins with the first of them, in UTC. */
function startOf({ start_date, time_range }: { start_date: string; time_range: string }): string | undefined {
  if (start_date !== '') return start_date;
  const range = given(time_range) ?? USUAL_RANGE;
  const start = startedAfter({ time_range: range });
  const isWholeDays = (durationSeconds(range) ?? 0) % DAY_SECONDS === 0;
  return isWholeDays ? `${start?.slice(0, 'YYYY-MM-DD'.length)}T00:00:00Z` : start;
}

function inList({ id, namespace, flowId, state, inputs, labels }: Execution): object {
  const { current, startDate, endDate, duration } = state;
  return {
    id,
    namespace,
    flowId,
    state: { current, startDate, endDate },
    durationSeconds: durationSeconds(duration),
    inputs: inputs && Object.keys(inputs).length > 0 ? inputs : undefined,
    labels: labels && labels.length > 0 ? labels : undefined,
  };
}
