import assert from 'node:assert/strict';
import { chosenIn } from '../../src/webview/chosen.ts';
import { isHostMessage, isKeptState, type HostMessage } from '../../src/webview/messages.ts';
import { learn, nothingKnown } from '../../src/webview/store.ts';

describe('messages to the view', () => {
  it('are taken when they are whole', () => {
    assert.ok(isHostMessage({ type: 'logs', lines: [], reset: true }));
    assert.ok(isHostMessage({ type: 'graph', failure: 'gone' }));
  });

  for (const wrong of [undefined, null, 'logs', {}, { type: 'logs' }, { type: 'toString' }, { type: 7 }]) {
    it(`are refused otherwise: ${JSON.stringify(wrong)}`, () => assert.equal(isHostMessage(wrong), false));
  }
});

describe('what the view keeps', () => {
  it('names connection and execution', () => {
    assert.ok(isKeptState({ connectionId: 'a', executionId: 'b', chosen: {} }));
    assert.equal(isKeptState({ connectionId: 'a' }), false);
    assert.equal(isKeptState(undefined), false);
  });

  it('is read again, without what is not known', () => {
    const filter = { minLevel: 'WARN', text: 'header' };
    assert.deepEqual(chosenIn({ chosen: { tab: 'logs', filter } }), { tab: 'logs', filter });
    const fresh = { tab: 'overview', filter: { minLevel: 'INFO', text: '' } };
    assert.deepEqual(chosenIn({ chosen: { tab: 'x', filter: { minLevel: 'LOUD', text: 1 } } }), fresh);
    assert.deepEqual(chosenIn(undefined), fresh);
  });
});

describe('what the view knows', () => {
  const page = (taskRunId: string, cursor?: string): HostMessage => ({
    type: 'outputs',
    cursor,
    outputs: {
      outputs: cursor === undefined ? { result: 1 } : undefined,
      taskRuns: [{ taskRunId, taskId: 'load', outputs: {} }],
      total: 2,
      files: [{ uri: 'kestra:///a.csv' }],
    },
  });

  it('grows by pages of outputs, and begins anew with the first', () => {
    const known = nothingKnown();
    learn(known, page('a'));
    learn(known, page('b', '1'));
    assert.deepEqual(
      known.outputs?.value?.taskRuns.map(({ taskRunId }) => taskRunId),
      ['a', 'b'],
    );
    assert.deepEqual(known.outputs?.value?.outputs, { result: 1 });
    assert.equal(known.outputs?.value?.files.length, 1);
    learn(known, page('c'));
    assert.deepEqual(
      known.outputs?.value?.taskRuns.map(({ taskRunId }) => taskRunId),
      ['c'],
    );
  });

  it('keeps a graph when it cannot be read again', () => {
    const known = nothingKnown();
    const graph = { nodes: [], edges: [] };
    learn(known, { type: 'graph', graph });
    learn(known, { type: 'graph', failure: 'away' });
    assert.deepEqual(known.graph, { value: graph, failure: 'away' });
  });

  it('forgets task runs and lines that are told anew', () => {
    const known = nothingKnown();
    const line = { time: '', level: 'INFO' as const, message: 'a' };
    learn(known, { type: 'logs', lines: [line, line], reset: false });
    learn(known, { type: 'logs', lines: [line], reset: true });
    assert.equal(known.lines.length, 1);
  });
});
