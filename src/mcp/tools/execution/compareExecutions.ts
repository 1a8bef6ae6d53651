import * as z from 'zod';
import { STATES } from '../../../model/state.ts';
import { compareExecutions as compare } from '../../../operations/compareExecutions.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const record = z.record(z.string(), z.unknown()).optional();
const outcome = z.object({ state: z.enum(STATES), seconds: z.number().optional() }).optional();

const compared = executionSummary.extend({
  revision: z.number().optional(),
  inputs: record.describe('Those that differ'),
  outputs: record.describe('Those that differ'),
  errors: z.array(z.string()),
});

export const compareExecutions = defineTool({
  name: 'compare_executions',
  group: 'execution',
  title: 'Compare two executions',
  description:
    'How an execution differs from another one, or from the last success of its flow before it: inputs, states and durations of tasks, outputs, errors, and the diff of the flow.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    execution_id: args.executionId,
    other_execution_id: z
      .string()
      .min(1)
      .optional()
      .describe('Told first; left out: the last success before'),
  }),
  output: z.object({
    first: compared,
    second: compared,
    tasks: z.array(
      z.object({
        taskId: z.string(),
        value: z.string().optional(),
        first: outcome,
        second: outcome,
      }),
    ),
    tasksOmitted: z.number().optional(),
    tasksAlike: z.number(),
    flowChanges: z.string().optional().describe('Diff from the first to the second'),
  }),
  nextCall: { not_found: 'Call list_executions to find executions to compare.' },
  run: (context, { execution_id, other_execution_id }) =>
    compare(context, { executionId: execution_id, otherId: other_execution_id }),
});
