import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';
import type { Execution, TaskRun } from '../model/execution.ts';
import { isTerminated } from '../model/state.ts';
import type { OperationContext } from './context.ts';

/** Milliseconds between two looks: the first, and the longest once nothing changes any more. */
export interface Pace {
  first: number;
  longest: number;
}

const PACE: Pace = { first: 500, longest: 15_000 };
const SLOWDOWN = 1.5;

/**
 * Tells each change of an execution's state, task runs or labels until it ends, is deleted, may no longer be read, or
 * the signal says so; undefined once it is not there to be read any more. Asks rarer and rarer while nothing changes, and goes on when Kestra is away for a while.
 */
export async function watchExecution(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  start: Execution,
  changed: (now: Execution | undefined) => void,
  pace = PACE,
): Promise<void> {
  let seen = look(start);
  let isOver = isTerminated(start.state.current);
  for (let pause = pace.first; !isOver; pause = Math.min(pause * SLOWDOWN, pace.longest)) {
    if (!(await slept(pause, signal))) return;
    let now: Execution | undefined;
    try {
      const execution = await kestra.executions.get(start.id, { signal });
      isOver = isTerminated(execution.state.current);
      if (look(execution) === seen) continue;
      seen = look(execution);
      now = execution;
      pause = pace.first;
    } catch (error) {
      if (signal.aborted) return;
      if (!Failure.is(error, 'not_found', 'forbidden', 'unauthenticated')) continue;
      isOver = true;
    }
    changed(now);
  }
}

/** What a reader of the execution would see differently. */
function look({ state, taskRunList = [], labels }: Execution): string {
  const taskRun = ({ id, state: own, attempts }: TaskRun): unknown[] => [id, own.current, attempts?.length];
  return JSON.stringify([state.current, state.histories.length, labels, taskRunList.map(taskRun)]);
}

async function slept(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
