import type { EndState } from '../model/state.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { findTaskRun } from './findTaskRun.ts';
import { outcomeOf } from './outcomeOf.ts';
import {
  summarizeExecution,
  summarizeTaskRun,
  type ExecutionSummary,
  type TaskRunSummary,
} from './summary.ts';
import { pollAction, pollExecution } from './wait.ts';

const SETTLE_MS = 5_000;

/**
 * Gives an execution that has ended another end. Nothing is run again.
 *
 * @throws Failure `conflict` while it runs, and when it was killed
 */
export async function changeExecutionStatus(
  context: OperationContext,
  { executionId, status }: { executionId: string; status: EndState },
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  requireAllowed('change of status', await getExecution(context, executionId));
  await kestra.executions.changeStatus(executionId, status, { signal });
  const after = await outcomeOf(
    `The status of execution ${executionId} was changed`,
    pollExecution(context, executionId, ({ state }) => state.current === status, SETTLE_MS),
  );
  return summarizeExecution(after, kestra.connection);
}

export interface TaskRunChange {
  executionId: string;
  state: EndState;
  taskRunId?: string | undefined;
  /** Instead of the id of its task run; without both, the task run in which the execution failed. */
  taskId?: string | undefined;
}

export interface TaskRunChangeResult {
  /** The task run as it was. */
  before: TaskRunSummary;
  execution: ExecutionSummary;
}

/**
 * Gives a task run of an execution that has ended another state; the execution goes on with what comes after it.
 *
 * @throws Failure `conflict` while the execution runs, and when it was killed; `invalid` when several task runs are
 *   meant
 */
export async function changeTaskRunState(
  context: OperationContext,
  change: TaskRunChange,
): Promise<TaskRunChangeResult> {
  const { kestra, signal } = context;
  const { executionId, state } = change;
  const execution = await getExecution(context, executionId);
  requireAllowed('change of a task run', execution);
  const taskRun = findTaskRun(execution, change);
  await kestra.executions.changeTaskRunState(executionId, { taskRunId: taskRun.id, state }, { signal });
  const changes = execution.state.histories.length;
  const after = await outcomeOf(
    `Task run ${taskRun.id} of execution ${executionId} was set to ${state}`,
    pollAction(context, executionId, (now) => now.state.histories.length > changes, SETTLE_MS),
  );
  return { before: summarizeTaskRun(taskRun), execution: summarizeExecution(after, kestra.connection) };
}
