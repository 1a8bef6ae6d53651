import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';
import type { OperationContext } from './context.ts';

const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 1_000;
/** RESTARTED lasts for milliseconds, unless a concurrency limit keeps the execution in it. */
const RESTARTED_MS = 2_000;

/**
 * Reads an execution until it is as wanted or the time is over, and returns what was read last. 1.x carries out
 * actions after it has answered, so the state right after one proves nothing.
 */
export async function pollExecution(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  id: string,
  isWanted: (execution: Execution) => boolean,
  timeoutMs: number,
  firstPauseMs = FIRST_POLL_MS,
): Promise<Execution> {
  const end = Date.now() + timeoutMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, Math.max(LONGEST_POLL_MS, firstPauseMs))) {
    const execution = await kestra.executions.get(id, { signal });
    const left = end - Date.now();
    if (isWanted(execution) || left <= 0) return execution;
    await abortable(sleep(Math.min(pause, left), undefined, { signal }));
  }
}

/**
 * Reads an execution until an action shows, and on past RESTARTED: a step on the way to RUNNING that tells nobody
 * anything.
 */
export async function pollAction(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  id: string,
  hasHappened: (execution: Execution) => boolean,
  timeoutMs: number,
): Promise<Execution> {
  const execution = await pollExecution(context, id, hasHappened, timeoutMs);
  if (execution.state.current !== 'RESTARTED') return execution;
  return pollExecution(context, id, ({ state }) => state.current !== 'RESTARTED', RESTARTED_MS);
}

async function abortable(sleeping: Promise<unknown>): Promise<void> {
  try {
    await sleeping;
  } catch (error) {
    throw new Failure('cancelled', 'The call was cancelled.', { cause: error });
  }
}
