import * as z from 'zod';
import { RERUNS, rerunExecution as rerun } from '../../../operations/rerun.ts';
import { args, executionSummary, taskRunSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const rerunExecution = defineTool({
  name: 'rerun_execution',
  group: 'ci',
  title: 'Rerun an execution or a job of it',
  description:
    'As on a build server. all: restart the build, as a new execution. failed: retry what failed, in place. from_task: restart a job and its downstream, as a new execution. only_task: rerun a single job, stopped before what follows. Without task_id and task_run_id: the job that failed.',
  effect: 'trigger',
  daily: false,
  input: z.strictObject({
    execution_id: args.executionId,
    what: z.enum(RERUNS),
    task_id: z.string().min(1).optional(),
    task_run_id: z.string().min(1).optional().describe('If the task ran several times'),
    latest_revision: z.boolean().default(false).describe('On the flow as it is now; not for failed'),
    kill_after: z
      .boolean()
      .default(false)
      .describe('only_task: kill it afterwards instead of leaving it at the breakpoint'),
    wait_seconds: z.int().min(1).max(50).default(20).describe('For the job of only_task'),
  }),
  output: z.object({
    execution: executionSummary,
    isNew: z.boolean().describe('Another execution than the given one'),
    taskRun: taskRunSummary.optional().describe('The job, for only_task'),
    stopsBefore: z.array(z.string()).optional(),
    note: z.string(),
  }),
  nextCall: {
    not_found: 'Call get_execution to see its task runs, or list_executions to find the execution.',
    conflict: 'Call get_execution to see its state and what is allowed.',
  },
  run: (context, { execution_id, what, task_id, task_run_id, latest_revision, kill_after, wait_seconds }) =>
    rerun(context, {
      executionId: execution_id,
      what,
      taskId: task_id,
      taskRunId: task_run_id,
      latestRevision: latest_revision,
      killAfter: kill_after,
      waitSeconds: wait_seconds,
    }),
});
