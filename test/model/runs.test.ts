import assert from 'node:assert/strict';
import { runsOf } from '../../src/model/runs.ts';
import type { State } from '../../src/model/state.ts';
import { execution, timeline } from './samples.ts';

function statesOf(...states: [State, ...State[]]): State[][] {
  return runsOf(execution({ state: timeline(...states) })).map((run) => run.map(({ state }) => state));
}

describe('runsOf', () => {
  it('is one run until the end', () =>
    assert.deepEqual(statesOf('CREATED', 'RUNNING', 'PAUSED', 'RESTARTED', 'RUNNING', 'SUCCESS'), [
      ['CREATED', 'RUNNING', 'PAUSED', 'RESTARTED', 'RUNNING', 'SUCCESS'],
    ]));

  it('begins another with a restart', () =>
    assert.deepEqual(statesOf('CREATED', 'RUNNING', 'FAILED', 'RESTARTED', 'RUNNING'), [
      ['CREATED', 'RUNNING', 'FAILED'],
      ['RESTARTED', 'RUNNING'],
    ]));

  it('begins none with a status that was changed by hand', () =>
    assert.deepEqual(statesOf('CREATED', 'FAILED', 'SUCCESS', 'RESTARTED', 'FAILED', 'WARNING'), [
      ['CREATED', 'FAILED', 'SUCCESS'],
      ['RESTARTED', 'FAILED', 'WARNING'],
    ]));

  it('takes the present state where the history is not told', () => {
    const state = { current: 'RUNNING' as const, histories: [], startDate: '2026-01-31T10:00:00Z' };
    assert.deepEqual(runsOf(execution({ state })), [[{ state: 'RUNNING', date: '2026-01-31T10:00:00Z' }]]);
  });
});
