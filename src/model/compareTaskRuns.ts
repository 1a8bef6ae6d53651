import { durationSeconds } from './duration.ts';
import type { TaskRun } from './execution.ts';
import type { State } from './state.ts';

/** How the runs of a task, in one iteration, went in two executions; a side is absent where it did not run. */
export interface TaskDifference {
  taskId: string;
  /** Value of the iteration. */
  value?: string | undefined;
  first?: { state: State; seconds?: number | undefined } | undefined;
  second?: { state: State; seconds?: number | undefined } | undefined;
}

/** Below it a difference is chance. */
const TELLING_SECONDS = 1;
const TELLING_RATIO = 1.5;

/**
 * Tasks that ended otherwise or took clearly longer or shorter, other ends first, then by how much the times differ.
 *
 * @returns alike: how many others there are
 */
export function compareTaskRuns(
  first: readonly TaskRun[],
  second: readonly TaskRun[],
): { different: TaskDifference[]; alike: number } {
  const sides = [byTask(first), byTask(second)] as const;
  const keys = new Set([...sides[0].keys(), ...sides[1].keys()]);
  const all = [...keys].map((key): TaskDifference => {
    const [one, other] = [sides[0].get(key), sides[1].get(key)];
    const { taskId = '', value } = one ?? other ?? {};
    return { taskId, value, first: one && outcome(one), second: other && outcome(other) };
  });
  const different = all.filter(isTelling).toSorted((a, b) => weight(b) - weight(a));
  return { different, alike: all.length - different.length };
}

/** The last run of a task in an iteration counts. */
function byTask(taskRuns: readonly TaskRun[]): Map<string, TaskRun> {
  return new Map(taskRuns.map((taskRun) => [JSON.stringify([taskRun.taskId, taskRun.value]), taskRun]));
}

function outcome({ state }: TaskRun): { state: State; seconds?: number | undefined } {
  return { state: state.current, seconds: durationSeconds(state.duration) };
}

function isTelling(difference: TaskDifference): boolean {
  const { first, second } = difference;
  if (first?.state !== second?.state) return true;
  const [low, high] = [first?.seconds ?? 0, second?.seconds ?? 0].toSorted((a, b) => a - b);
  return secondsApart(difference) >= TELLING_SECONDS && (high ?? 0) >= (low ?? 0) * TELLING_RATIO;
}

function weight(difference: TaskDifference): number {
  const { first, second } = difference;
  return first?.state === second?.state ? secondsApart(difference) : Number.MAX_SAFE_INTEGER;
}

function secondsApart({ first, second }: TaskDifference): number {
  return Math.abs((first?.seconds ?? 0) - (second?.seconds ?? 0));
}
