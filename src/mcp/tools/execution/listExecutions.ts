import * as z from 'zod';
import { STATES } from '../../../model/state.ts';
import { listExecutions as list } from '../../../operations/list.ts';
import { args, executionSummary, listEnd } from '../../schemas.ts';
import { startedAfter } from '../../timeRange.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const listExecutions = defineTool({
  name: 'list_executions',
  group: 'execution',
  title: 'List executions',
  description:
    'List executions, newest first, of all namespaces and ages unless narrowed. state=["PAUSED"] lists what waits for approval, ["FAILED"] what failed.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    namespace: args.namespace.optional().describe('Only this namespace and those below'),
    flow_id: args.flowId.optional(),
    state: z.array(z.enum(STATES)).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    time_range: args.timeRange.optional(),
    start_date: args.instant.optional(),
    end_date: args.instant.optional(),
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
        startedAfter: startedAfter(input),
        startedBefore: input.end_date,
        triggeredBy: input.parent_execution_id,
      },
      { limit: input.limit, cursor: input.cursor, maxBytes: RESULT_BYTES },
    );
    return { executions: items, total, nextCursor };
  },
});
