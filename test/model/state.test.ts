import assert from 'node:assert/strict';
import { isTerminated, isWaiting, STATES } from '../../src/model/state.ts';

it('each state runs, waits, or has ended', () => {
  const groups = Object.groupBy(STATES, (state) =>
    isTerminated(state) ? 'ended' : isWaiting(state) ? 'waits' : 'runs',
  );
  assert.deepEqual(
    { ...groups },
    {
      runs: ['CREATED', 'SUBMITTED', 'QUEUED', 'RUNNING', 'RESTARTED', 'RETRYING', 'KILLING'],
      waits: ['PAUSED', 'BREAKPOINT'],
      ended: ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED', 'RETRIED', 'RESUBMITTED'],
    },
  );
});
