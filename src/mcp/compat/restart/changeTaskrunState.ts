import * as z from 'zod';
import { changeTaskRunState } from '../../../operations/changeState.ts';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { endState, given, executionAfter } from '../shape.ts';

export const changeTaskrunState = defineCompatTool({
  name: 'change_taskrun_state',
  group: 'restart',
  title: 'Change the state of a task run',
  description:
    'Give a task run of an execution that has ended another state, and go on with what comes after it. Without task_run_id the one in which it failed. SUCCESS marks a failure as success.',
  effect: 'trigger',
  input: z.strictObject({
    execution_id: text.required('Execution id'),
    state: z.string().default('SUCCESS').describe('The state it gets'),
    task_run_id: text.orEmpty('Task run id'),
  }),
  nextCall: { conflict: 'Call manage_executions get to see its state.' },
  async run(context, { execution_id, state, task_run_id }) {
    await changeTaskRunState(context, {
      executionId: execution_id,
      state: endState('state', state),
      taskRunId: given(task_run_id),
    });
    return executionAfter(context, execution_id, `Its task run was set to ${state}`);
  },
});
