import * as z from 'zod';
import { executionMetrics } from '../../../operations/executionMetrics.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const getExecutionMetrics = defineTool({
  name: 'get_execution_metrics',
  group: 'execution',
  title: 'Metrics of an execution',
  description: 'What the tasks of an execution measured: rows, bytes, durations (timers in milliseconds).',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    execution_id: args.executionId,
    task_id: z.string().optional(),
    task_run_id: z.string().optional().describe('Ignored beside task_id'),
    limit: args.limit(25, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    metrics: z.array(
      z.object({
        taskId: z.string(),
        taskRunId: z.string(),
        name: z.string(),
        type: z.string(),
        value: z.number(),
        tags: z.record(z.string(), z.string()).optional(),
      }),
    ),
    ...listEnd,
  }),
  nextCall: { not_found: 'Call list_executions to find the execution.' },
  async run(context, { execution_id, task_id, task_run_id, limit, cursor }) {
    const narrowing = { executionId: execution_id, taskId: task_id, taskRunId: task_run_id };
    const request = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } = await executionMetrics(context, narrowing, request);
    return { metrics: items, total, nextCursor };
  },
});
