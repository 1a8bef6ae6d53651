import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';
import { isTerminated, isWaiting } from '../model/state.ts';
import type { OperationContext } from './context.ts';
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
      reportProgress(context, execution);
      if (isSettled(execution)) break;
    }
  } catch (error) {
    if (signal.aborted) throw new Failure('cancelled', 'The call was cancelled.', { cause: error });
    // Time is up, or the stream is not to be had: reading it decides.
  }
  return pollExecution(context, id, isSettled, Math.max(0, end - Date.now()));
}

function reportProgress(context: OperationContext, execution: Execution): void {
  const taskRuns = execution.taskRunList ?? [];
  const done = taskRuns.filter(({ state }) => isTerminated(state.current)).length;
  const current = taskRuns.findLast(({ state }) => !isTerminated(state.current));
  const now = current === undefined ? execution.state.current : `now ${current.taskId}`;
  context.progress({
    message: `${done} of ${taskRuns.length} task runs, ${now}`,
    done,
    total: taskRuns.length,
  });
}
