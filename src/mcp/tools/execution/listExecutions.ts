import * as z from 'zod';
import { Failure } from '../../../shared/failure.ts';
import { durationSeconds } from '../../../model/duration.ts';
import { STATES } from '../../../model/state.ts';
import { listExecutions as list } from '../../../operations/list.ts';
import { args, executionSummary, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

const instant = z.iso.datetime({ offset: true });

export const listExecutions = defineTool({
  name: 'list_executions',
  group: 'execution',
  title: 'List executions',
  description:
    'List executions, newest first, of all namespaces and ages unless narrowed. state=["PAUSED"] lists what waits for approval, ["FAILED"] what failed.',
  effect: 'read',
  input: z.strictObject({
    namespace: args.namespace.optional().describe('Only this namespace and those below'),
    flow_id: args.flowId.optional(),
    state: z.array(z.enum(STATES)).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    time_range: z.string().optional().describe('Started within, ISO 8601 duration, e.g. PT24H'),
    start_date: instant.optional().describe('Started after, e.g. 2026-01-31T00:00:00Z'),
    end_date: instant.optional().describe('Started before'),
    parent_execution_id: z.string().optional().describe('Only its subflow executions'),
    limit: args.limit(10, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ executions: z.array(executionSummary), ...listEnd }),
  async run(context, input) {
    const { items, total, nextCursor } = await list(
      context,
      {
        namespace: input.namespace,
        flowId: input.flow_id,
        states: input.state,
        labels: input.labels,
        startedAfter: input.start_date ?? startOf(input.time_range),
        startedBefore: input.end_date,
        triggeredBy: input.parent_execution_id,
      },
      { limit: input.limit, cursor: input.cursor, maxBytes: RESULT_BYTES },
    );
    return { executions: items, total, nextCursor };
  },
});

/** Counted back from now here: Kestra refuses a duration beside dates. */
function startOf(timeRange: string | undefined): string | undefined {
  if (timeRange === undefined) return undefined;
  const seconds = durationSeconds(timeRange);
  if (seconds === undefined) {
    throw new Failure(
      'invalid',
      `time_range '${timeRange}' is not an ISO 8601 duration of days, hours, minutes.`,
      {
        hint: 'Write it like PT15M, PT24H or P7D.',
      },
    );
  }
  return new Date(Date.now() - seconds * 1000).toISOString();
}
