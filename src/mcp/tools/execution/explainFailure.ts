import * as z from 'zod';
import { explainFailure as explain } from '../../../operations/explainFailure.ts';
import { args, executionSummary, logLine } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const explainFailure = defineTool({
  name: 'explain_failure',
  group: 'execution',
  title: 'Explain why an execution failed',
  description:
    'All facts about a FAILED execution in one answer: the task where it began (also in a subflow) with its YAML, inputs and last log lines, failures in a row, and what changed in the flow since it last succeeded.',
  effect: 'read',
  daily: true,
  input: z.strictObject({ execution_id: args.executionId }),
  output: z.object({
    execution: executionSummary,
    origin: z.object({
      executionId: z.string(),
      namespace: z.string(),
      flowId: z.string(),
      taskId: z.string().optional(),
      taskRunId: z.string().optional(),
      attempts: z.number().optional(),
      seconds: z.number().optional(),
      task: z.string().optional(),
      inputs: z.record(z.string(), z.unknown()).optional(),
    }),
    path: z.array(z.string()).optional().describe('Execution ids down to the origin'),
    log: z.array(logLine),
    history: z.object({
      lastSuccess: z
        .object({
          executionId: z.string(),
          revision: z.number().optional(),
          started: z.string().optional(),
          seconds: z.number().optional(),
        })
        .optional(),
      failuresInARow: z.number(),
      previousFailure: z
        .object({
          executionId: z.string(),
          started: z.string().optional(),
          taskId: z.string().optional(),
          sameTask: z.boolean(),
        })
        .optional(),
      changesSince: z.string().optional().describe('Diff of the flow since the last success'),
    }),
  }),
  nextCall: {
    not_found: 'Call list_executions with state ["FAILED"] to find the execution.',
    conflict: 'Call get_execution to see how it is.',
  },
  run: (context, { execution_id }) => explain(context, execution_id),
});
