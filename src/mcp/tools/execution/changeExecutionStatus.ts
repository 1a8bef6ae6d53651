import * as z from 'zod';
import { END_STATES } from '../../../model/state.ts';
import { changeExecutionStatus as changeStatus } from '../../../operations/changeState.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const changeExecutionStatus = defineTool({
  name: 'change_execution_status',
  group: 'execution',
  title: 'Change the status of an execution',
  description:
    'Give an execution that has ended, and was not killed, another end, such as WARNING for a failure that was accepted. Nothing runs again; to go on after a failed task call change_taskrun_state.',
  effect: 'trigger',
  daily: false,
  idempotent: true,
  input: z.strictObject({ execution_id: args.executionId, status: z.enum(END_STATES) }),
  output: executionSummary,
  nextCall: {
    not_found: 'Call list_executions to find the execution.',
    conflict: 'Call get_execution to see its state; kill_execution ends one that runs.',
  },
  run: (context, { execution_id, status }) => changeStatus(context, { executionId: execution_id, status }),
});
