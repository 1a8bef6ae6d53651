import * as z from 'zod';
import { END_STATES } from '../../../model/state.ts';
import { changeTaskRunState } from '../../../operations/changeState.ts';
import { args, executionSummary, taskRunSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const changeTaskrunState = defineTool({
  name: 'change_taskrun_state',
  group: 'restart',
  title: 'Change the state of a task run',
  description:
    'Give a task run of an ended execution another state; the execution goes on with what comes after it. SUCCESS or WARNING skips a failed task: ask the user first. Without task_run_id and task_id: the task run that failed.',
  effect: 'trigger',
  daily: false,
  input: z.strictObject({
    execution_id: args.executionId,
    state: z.enum(END_STATES),
    task_run_id: z.string().optional(),
    task_id: z.string().optional(),
  }),
  output: z.object({
    before: taskRunSummary.describe('The task run as it was'),
    execution: executionSummary,
  }),
  nextCall: {
    not_found: 'Call get_execution to see its task runs.',
    conflict: 'Call get_execution to see its state; replay_execution runs a killed one again.',
  },
  run: (context, { execution_id, state, task_run_id, task_id }) =>
    changeTaskRunState(context, {
      executionId: execution_id,
      state,
      taskRunId: task_run_id,
      taskId: task_id,
    }),
});
