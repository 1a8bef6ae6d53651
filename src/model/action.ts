import type { Execution } from './execution.ts';
import { isTerminated, type State } from './state.ts';

/** What a person or an agent can do with one execution. */
export const EXECUTION_ACTIONS = ['resume', 'restart', 'replay', 'kill', 'force-run'] as const;
export type ExecutionAction = (typeof EXECUTION_ACTIONS)[number];

/** What is possible beside that; it is not told with each execution. */
export type FurtherAction =
  | 'resume from a breakpoint'
  | 'pause'
  | 'unqueue'
  | 'change of status'
  | 'change of a task run'
  | 'labelling'
  | 'delete';

/**
 * Which actions Kestra allows in which state (1.3 `State` predicates; 2.0 recorded). Where the majors differ the
 * stricter one is told: restart of a PAUSED execution corrupts it on 1.x and is refused on later 2.x.
 */
const ALLOWED_IN: Readonly<Record<ExecutionAction | FurtherAction, (state: State) => boolean>> = {
  resume: (state) => state === 'PAUSED' || state === 'BREAKPOINT',
  // A SUCCESS execution has no failed task run to start from: it can only be replayed.
  restart: (state) => state === 'FAILED' || state === 'WARNING' || state === 'CANCELLED',
  replay: () => true,
  kill: (state) => !isTerminated(state) && state !== 'KILLING',
  // Force-run of a PAUSED one resumes it without its inputs, at a BREAKPOINT it does nothing: neither is offered.
  'force-run': (state) => ['CREATED', 'QUEUED', 'RESTARTED'].includes(state),
  'resume from a breakpoint': (state) => state === 'BREAKPOINT',
  pause: (state) => state === 'RUNNING',
  unqueue: (state) => state === 'QUEUED',
  'change of status': hasEndedByItself,
  'change of a task run': hasEndedByItself,
  labelling: isTerminated,
  // Deleting the record of a running one would not stop it.
  delete: isTerminated,
};

/** What was killed stays killed. */
function hasEndedByItself(state: State): boolean {
  return isTerminated(state) && state !== 'KILLED';
}

/** The actions that Kestra allows now, most useful first. */
export function allowedActions(execution: Pick<Execution, 'state'>): ExecutionAction[] {
  return EXECUTION_ACTIONS.filter((action) => ALLOWED_IN[action](execution.state.current));
}

export function isAllowed(action: ExecutionAction | FurtherAction, state: State): boolean {
  return ALLOWED_IN[action](state);
}
