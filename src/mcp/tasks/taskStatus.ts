import type { Task } from '@modelcontextprotocol/sdk/types.js';
import type { StateChange } from '../../model/execution.ts';
import type { State } from '../../model/state.ts';

export type TaskStatus = Task['status'];

/**
 * What a state of Kestra's means to a client. FAILED is `completed`: the work is done and its result tells what went
 * wrong, while the clients of today never ask for the result of a task that is `failed`.
 */
const STATUS_OF: Readonly<Record<State, TaskStatus>> = {
  CREATED: 'working',
  SUBMITTED: 'working',
  QUEUED: 'working',
  RUNNING: 'working',
  RESTARTED: 'working',
  RETRYING: 'working',
  PAUSED: 'input_required',
  BREAKPOINT: 'input_required',
  KILLING: 'cancelled',
  KILLED: 'cancelled',
  CANCELLED: 'cancelled',
  SUCCESS: 'completed',
  WARNING: 'completed',
  FAILED: 'completed',
  SKIPPED: 'completed',
  RETRIED: 'completed',
  RESUBMITTED: 'completed',
};

/** Where a task that is one run of an execution stands. */
export interface Standing {
  status: TaskStatus;
  /** The change of state that brought it there. */
  change: StateChange;
}

/**
 * Reads it off the changes of state in that run, not off the present state: a task that has ended stays so, whatever
 * becomes of the execution. One that was told to stop counts as cancelled even if it comes to another end.
 *
 * @param canBeAsked whether the client can ask its user; if not, nothing is required of it
 */
export function standingOf(run: readonly StateChange[], canBeAsked: boolean): Standing {
  const ended = run.find(({ state }) => isEnd(STATUS_OF[state]));
  const change = ended ?? run.at(-1) ?? { state: 'CREATED', date: '' };
  const status = STATUS_OF[change.state];
  return { status: status === 'input_required' && !canBeAsked ? 'working' : status, change };
}

export function isEnd(status: TaskStatus): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'failed';
}
