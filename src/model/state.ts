/** All states of an execution or task run, in Kestra's own spelling (1.3 and 2.0). */
export const STATES = [
  'CREATED',
  'SUBMITTED',
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'BREAKPOINT',
  'RESTARTED',
  'RETRYING',
  'KILLING',
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'SKIPPED',
  'RETRIED',
  'RESUBMITTED',
] as const;
export type State = (typeof STATES)[number];

const TERMINATED: readonly State[] = [
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'RETRIED',
  'SKIPPED',
  'RESUBMITTED',
];

/**
 * The ends that a person can give to an execution or a task run. Kestra takes any state for a task run, but with one
 * that is no end the execution hangs in RUNNING.
 */
export const END_STATES = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED'] as const;
export type EndState = (typeof END_STATES)[number];

/** Nothing will happen any more unless somebody restarts it. */
export function isTerminated(state: State): boolean {
  return TERMINATED.includes(state);
}

/** Stopped until somebody acts: an approval, or a breakpoint. */
export function isWaiting(state: State): boolean {
  return state === 'PAUSED' || state === 'BREAKPOINT';
}

/** The states that a person can be asked about: what an inbox lists. */
export const WAITING_STATES = ['PAUSED', 'BREAKPOINT'] as const satisfies readonly State[];
