import assert from 'node:assert/strict';
import { allowedActions, isAllowed } from '../../src/model/action.ts';
import type { State } from '../../src/model/state.ts';
import { timeline } from './samples.ts';

describe('allowedActions', () => {
  const table: readonly (readonly [State, string])[] = [
    ['CREATED', 'replay kill force-run'],
    ['QUEUED', 'replay kill force-run'],
    ['RESTARTED', 'replay kill force-run'],
    ['RUNNING', 'replay kill'],
    ['RETRYING', 'replay kill'],
    ['PAUSED', 'resume replay kill'],
    ['BREAKPOINT', 'resume replay kill'],
    ['KILLING', 'replay'],
    ['SUCCESS', 'replay'],
    ['WARNING', 'restart replay'],
    ['FAILED', 'restart replay'],
    ['CANCELLED', 'restart replay'],
    ['KILLED', 'replay'],
  ];
  for (const [state, actions] of table) {
    it(`${state}: ${actions}`, () => {
      assert.equal(allowedActions({ state: timeline(state) }).join(' '), actions);
      assert.equal(isAllowed('kill', state), actions.includes('kill'));
    });
  }
});
