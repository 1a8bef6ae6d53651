import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Execution } from '../model/execution.ts';
import { isTerminated, isWaiting } from '../model/state.ts';
import type { OperationContext, ProgressReport } from './context.ts';
import { pollExecution } from './wait.ts';

/** It has ended, or waits for somebody: there is something to tell. */
export function isSettled({ state }: Execution): boolean {
  return isTerminated(state.current) || isWaiting(state.current);
}

/**
 * Follows an execution until it ends, waits for somebody, or the time is over, with progress on the way.
 *
 * @returns the execution as Kestra has it then: a stream that breaks or ends is no verdict
 */
export async function followUntilSettled(
  context: OperationContext,
  id: string,
  timeoutMs: number,
): Promise<Execution> {
  const { kestra, signal } = context;
  const end = Date.now() + timeoutMs;
  const timeUp = AbortSignal.timeout(timeoutMs);
  try {
    for await (const execution of kestra.executions.follow(id, AbortSignal.any([signal, timeUp]))) {
      context.progress(progressOf(execution));
      if (isSettled(execution)) break;
    }
  } catch (error) {
    if (signal.aborted) throw new Failure('cancelled', told`The call was cancelled.`, { cause: error });
    // Time is up, or the stream is not to be had: reading it decides.
  }
  return pollExecution(context, id, isSettled, Math.max(0, end - Date.now()));
}

/** How far an execution is, such as `3 of 7 task runs, now load_orders`. */
export function progressOf({ taskRunList, state }: Execution): ProgressReport {
  // Lists of 2.x tell no task runs.
  if (taskRunList === undefined) return { message: state.current };
  const done = taskRunList.filter((taskRun) => isTerminated(taskRun.state.current)).length;
  const current = taskRunList.findLast((taskRun) => !isTerminated(taskRun.state.current));
  const now = current === undefined ? state.current : `now ${current.taskId}`;
  return { message: `${done} of ${taskRunList.length} task runs, ${now}`, done, total: taskRunList.length };
}
