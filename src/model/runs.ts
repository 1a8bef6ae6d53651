import type { Execution, StateChange } from './execution.ts';
import { isTerminated } from './state.ts';

/**
 * The changes of state of each run of an execution, the first run first: a restart goes on in the same execution, after
 * an end. A copy that begins in the middle brings the runs of its original along (1.3 and 2.0).
 */
export function runsOf({ state }: Pick<Execution, 'state'>): StateChange[][] {
  const { current, histories, startDate = '' } = state;
  const changes = histories.length > 0 ? histories : [{ state: current, date: startDate }];
  const runs: StateChange[][] = [];
  let hasEnded = true;
  for (const change of changes) {
    const isEnd = isTerminated(change.state);
    // From one end to another: somebody has changed its status by hand.
    if (hasEnded && !(isEnd && runs.length > 0)) runs.push([]);
    runs.at(-1)?.push(change);
    hasEnded = isEnd;
  }
  return runs;
}
