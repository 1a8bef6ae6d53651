import assert from 'node:assert/strict';
import { ChangedTaskRuns } from '../../../src/extension/executionView/changedTaskRuns.ts';
import { shownExecution, shownTaskRuns } from '../../../src/extension/executionView/shownExecution.ts';
import type { Execution, StateTimeline } from '../../../src/model/execution.ts';

const START = '2026-01-01T00:00:00Z';
const LATER = '2026-01-01T00:00:05Z';

const timeline = (current: StateTimeline['current']): StateTimeline => ({
  current,
  histories: [
    { state: 'CREATED', date: START },
    { state: current, date: LATER },
  ],
  startDate: START,
  endDate: LATER,
});
const EXECUTION: Execution = {
  id: 'x',
  namespace: 'shop',
  flowId: 'import',
  originalId: 'x',
  state: timeline('PAUSED'),
  labels: [
    { key: 'system.username', value: 'ann' },
    { key: 'team', value: 'shop' },
  ],
  inputs: { order: '4711', api_key: 'hush' },
  taskRunList: [
    { id: 'a', taskId: 'load', state: timeline('SUCCESS') },
    { id: 'b', taskId: 'ask', state: timeline('PAUSED'), attempts: [{ state: timeline('FAILED') }] },
  ],
};

describe('what the view shows of an execution', () => {
  it('goes on while it waits, although Kestra tells an end', () => {
    const { start, end, hasEnded, isWaiting, allowed } = shownExecution(EXECUTION);
    assert.deepEqual([start, end, hasEnded, isWaiting], [Date.parse(START), undefined, false, true]);
    assert.deepEqual(allowed, ['resume', 'replay', 'kill']);
    assert.equal(shownExecution({ ...EXECUTION, state: timeline('FAILED') }).end, Date.parse(LATER));
  });

  it('holds labels of people, who started it, and no secret', () => {
    const { labels, startedBy, inputs, original } = shownExecution(EXECUTION);
    assert.deepEqual(labels, [['team', 'shop']]);
    assert.equal(startedBy, 'ann');
    assert.deepEqual(inputs, { order: '4711', api_key: '(hidden)' });
    assert.equal(original, undefined);
  });

  it('tells only task runs that have changed, and all when some are gone', () => {
    const told = new ChangedTaskRuns();
    const [a, b] = shownTaskRuns(EXECUTION);
    assert.ok(a && b);
    assert.deepEqual(told.changesIn([a, b]), { changed: [a, b], reset: true });
    assert.deepEqual(told.changesIn([a, b]), { changed: [], reset: false });
    const ended = { ...b, state: 'SUCCESS' as const };
    assert.deepEqual(told.changesIn([a, ended]), { changed: [ended], reset: false });
    assert.deepEqual(told.changesIn([ended]), { changed: [ended], reset: true });
  });
});
