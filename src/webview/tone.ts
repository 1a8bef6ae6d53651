import type { State } from '../model/state.ts';

/** Names of the shapes and colours in which states are shown: a few that can be told apart. */
export const TONES = [
  'queued',
  'running',
  'waiting',
  'stopping',
  'success',
  'warning',
  'failed',
  'ended',
] as const;
export type Tone = (typeof TONES)[number];

const TONE_OF: Readonly<Record<State, Tone>> = {
  CREATED: 'queued',
  SUBMITTED: 'queued',
  QUEUED: 'queued',
  RUNNING: 'running',
  RESTARTED: 'running',
  RETRYING: 'running',
  PAUSED: 'waiting',
  BREAKPOINT: 'waiting',
  KILLING: 'stopping',
  SUCCESS: 'success',
  WARNING: 'warning',
  FAILED: 'failed',
  KILLED: 'ended',
  CANCELLED: 'ended',
  SKIPPED: 'ended',
  RETRIED: 'ended',
  RESUBMITTED: 'ended',
};

export function toneOf(state: State): Tone {
  return TONE_OF[state];
}
