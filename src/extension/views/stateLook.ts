import type { State } from '../../model/state.ts';

/** A theme icon and, where the state matters, a theme colour: both follow dark, light and high contrast. */
export interface Look {
  icon: string;
  colour?: string;
}

const RUNNING: Look = { icon: 'sync~spin', colour: 'charts.blue' };
const QUEUED: Look = { icon: 'clock', colour: 'charts.blue' };
const ENDED: Look = { icon: 'circle-slash', colour: 'disabledForeground' };

/** How each state looks, wherever it is shown. Shapes differ too: colour alone would not do for everybody. */
export const STATE_LOOK: Readonly<Record<State, Look>> = {
  CREATED: QUEUED,
  SUBMITTED: QUEUED,
  QUEUED,
  RUNNING,
  PAUSED: { icon: 'bell', colour: 'charts.yellow' },
  BREAKPOINT: { icon: 'debug-breakpoint', colour: 'charts.yellow' },
  RESTARTED: RUNNING,
  RETRYING: RUNNING,
  KILLING: { icon: 'loading~spin', colour: 'charts.red' },
  SUCCESS: { icon: 'pass', colour: 'charts.green' },
  WARNING: { icon: 'warning', colour: 'editorWarning.foreground' },
  FAILED: { icon: 'error', colour: 'charts.red' },
  KILLED: ENDED,
  CANCELLED: ENDED,
  SKIPPED: { icon: 'debug-step-over', colour: 'disabledForeground' },
  RETRIED: { icon: 'history', colour: 'disabledForeground' },
  RESUBMITTED: { icon: 'history', colour: 'disabledForeground' },
};
