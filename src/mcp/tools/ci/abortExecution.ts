import * as z from 'zod';
import { abortExecution as abort, abortTask } from '../../../operations/abort.ts';
import { args, executionSummary, taskRunSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const abortExecution = defineTool({
  name: 'abort_execution',
  group: 'ci',
  title: 'Abort an execution or a job of it',
  description:
    'As on a build server. Alone: abort the build, with its subflows; aborted is true only once Kestra says KILLED. With task_id or task_run_id: abort a single job, which Kestra can only for a job that runs a subflow; for any other nothing is stopped and choices says what can be.',
  effect: 'trigger',
  daily: false,
  destructive: true,
  idempotent: true,
  stops: true,
  input: z.strictObject({
    execution_id: args.executionId,
    task_id: z.string().min(1).optional(),
    task_run_id: z.string().min(1).optional(),
  }),
  output: z.object({
    aborted: z.boolean(),
    execution: executionSummary,
    taskRun: taskRunSummary.optional(),
    killed: z.array(executionSummary).describe('Subflow executions'),
    stillRunning: z.array(executionSummary),
    choices: z
      .array(z.object({ tool: z.string(), effect: z.string() }))
      .optional()
      .describe('Ask the user which'),
  }),
  nextCall: {
    not_found: 'Call get_execution to see its task runs, or list_executions to find the execution.',
    conflict: 'Call get_execution to see its state.',
  },
  run: (context, { execution_id: executionId, task_id: taskId, task_run_id: taskRunId }) =>
    taskId === undefined && taskRunId === undefined
      ? abort(context, executionId)
      : abortTask(context, { executionId, taskId, taskRunId }),
});
