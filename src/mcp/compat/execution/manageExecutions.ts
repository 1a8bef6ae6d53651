import * as z from 'zod';
import { Failure } from '../../../shared/failure.ts';
import { END_STATES } from '../../../model/state.ts';
import { changeExecutionStatus } from '../../../operations/changeState.ts';
import { deleteExecution } from '../../../operations/deleteExecution.ts';
import { killExecution } from '../../../operations/kill.ts';
import { pauseExecution } from '../../../operations/pause.ts';
import type { ToolContext } from '../../tool.ts';
import { flag, text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { endState, executionAfter, given, wholeExecution } from '../shape.ts';

/** What Kestra deletes with a record unless told otherwise. */
const EVERYTHING = { logs: true, metrics: true, files: true };

const input = z.strictObject({
  action: z.enum(['pause', 'kill', 'delete', 'get', 'change_status']),
  execution_id: text.required('Execution id'),
  status: text.optional(`For change_status: ${END_STATES.join(', ')}`),
  cascade: flag(true, 'kill its subflows too'),
});
type Input = z.output<typeof input>;

export const manageExecutions = defineActionTool({
  name: 'manage_executions',
  group: 'execution',
  title: 'Manage an execution',
  description:
    'get: the whole execution. pause: a running one, when its tasks of the moment have ended. kill: stop it for good. delete: remove the record of one that has ended, with its logs. change_status: give one that has ended another status.',
  input,
  stops: ({ action }) => action === 'kill' || action === 'pause',
  nextCall: { conflict: 'Call manage_executions get to see its state.' },
  actions: {
    pause: { effect: 'trigger', run: pause },
    kill: { effect: 'trigger', run: kill },
    delete: { effect: 'delete', run: remove },
    get: { effect: 'read', run: (context, { execution_id }) => wholeExecution(context, execution_id) },
    change_status: { effect: 'trigger', run: changeStatus },
  },
});

async function pause(context: ToolContext, { execution_id }: Input): Promise<object> {
  const { paused, execution } = await pauseExecution(context, execution_id);
  return paused ? { status: 'paused' } : { status: 'pause_requested', state: execution.state };
}

/** The official words, with what became of it until now. */
async function kill(context: ToolContext, { execution_id: executionId, cascade }: Input): Promise<object> {
  try {
    const { execution, stillRunning } = await killExecution(context, executionId, { cascade });
    const subflows = stillRunning.map(({ id }) => id);
    return {
      executionId,
      status: 'kill_requested',
      state: execution.state,
      stillRunning: subflows.length > 0 ? subflows : undefined,
    };
  } catch (error) {
    if (Failure.is(error, 'not_found')) return { executionId, status: 'not_found' };
    if (Failure.is(error, 'conflict')) return { executionId, status: 'already_finished' };
    throw error;
  }
}

async function remove(context: ToolContext, { execution_id }: Input): Promise<object> {
  await deleteExecution(context, { executionId: execution_id, confirm: context.consent, ...EVERYTHING });
  return {};
}

async function changeStatus(context: ToolContext, { execution_id, status }: Input): Promise<object> {
  const change = { executionId: execution_id, status: endState('status', given(status)) };
  await changeExecutionStatus(context, change);
  return executionAfter(context, execution_id, 'Its status was changed');
}
