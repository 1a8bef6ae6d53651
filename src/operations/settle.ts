import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Execution } from '../model/execution.ts';
import type { Flow } from '../model/flow.ts';
import { runProgress } from '../model/runProgress.ts';
import { isTerminated, isWaiting } from '../model/state.ts';
import type { OperationContext, ProgressReport } from './context.ts';
import { pollExecution } from './wait.ts';
import { within } from './within.ts';

/** It has ended, or waits for somebody: there is something to tell. */
export function isSettled({ state }: Execution): boolean {
  return isTerminated(state.current) || isWaiting(state.current);
}

/** How long the last look may take when the time is over. */
const LAST_LOOK_MS = 2_000;

/**
 * Follows an execution until it ends, waits for somebody, or the time is over, with progress on the way.
 *
 * @returns the execution as Kestra has it then: a stream that breaks or ends is no verdict
 * @throws Failure `timeout` when Kestra has fallen silent
 */
export async function followUntilSettled(
  context: OperationContext,
  id: string,
  timeoutMs: number,
): Promise<Execution> {
  const end = Date.now() + timeoutMs;
  const tell = teller(context);
  try {
    if (timeoutMs > 0) await within(context, timeoutMs, (timed) => followStream(timed, id, tell));
  } catch (error) {
    if (context.signal.aborted)
      throw new Failure('cancelled', told`The call was cancelled.`, { cause: error });
    // Time is up, or the stream is not to be had: reading it decides.
  }
  const left = Math.max(0, end - Date.now());
  return within(context, left + LAST_LOOK_MS, async (timed) => {
    const execution = await pollExecution(timed, id, isSettled, left);
    await tell(timed, execution);
    return execution;
  });
}

type Tell = (context: OperationContext, execution: Execution) => Promise<void>;

async function followStream(context: OperationContext, id: string, tell: Tell): Promise<void> {
  for await (const execution of context.kestra.executions.follow(id, context.signal)) {
    await tell(context, execution);
    if (isSettled(execution)) return;
  }
}

/** Tells how far an execution is. Its flow says what lies ahead; it is read once, if it may be read. */
function teller({ progress }: OperationContext): Tell {
  if (progress === undefined) return () => Promise.resolve();
  let flow: Promise<Flow | undefined> | undefined;
  return async ({ kestra, signal }, execution) => {
    const { namespace, flowId: id, flowRevision: revision } = execution;
    flow ??= kestra.flows.get({ namespace, id, revision }, { signal }).catch(() => undefined);
    progress(runProgress(execution, await flow));
  };
}

/** How far an execution is, for whoever has not read its flow. */
export function progressOf(execution: Execution): ProgressReport {
  // Lists of 2.x tell no task runs.
  if (execution.taskRunList === undefined) return { message: execution.state.current };
  return runProgress(execution, undefined);
}
