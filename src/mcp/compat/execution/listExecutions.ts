import * as z from 'zod';
import { durationSeconds } from '../../../model/duration.ts';
import type { Execution } from '../../../model/execution.ts';
import { startedAfter } from '../../timeRange.ts';
import { allPages } from '../allPages.ts';
import { integer, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults, given } from '../shape.ts';

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
    const wanted = { pageSize: input.page_size, most: input.count ?? undefined };
    const { items, total } = await allPages(
      wanted,
      (page) => kestra.executions.search({ ...search, ...page }, { signal }),
      inList,
    );
    return boundedResults(items, { total, rest: 'Narrow it with flow_id, count or a time.' });
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
