import assert from 'node:assert/strict';
import { conditionOf, groupByFlow } from '../../../src/extension/views/waitingStore.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { executionNode } from '../support/samples.ts';

describe('the inbox', () => {
  it('groups by flow in the order of the longest waiting', () => {
    const waiting = ['refund', 'invoice', 'refund'].map((flowId, index) =>
      executionNode('PAUSED', { flowId, id: String(index) }),
    );
    assert.deepEqual(
      groupByFlow(waiting).map(({ flowId, executions }) => [
        flowId,
        executions.map(({ execution }) => execution.id),
      ]),
      [
        ['refund', ['0', '2']],
        ['invoice', ['1']],
      ],
    );
  });

  it('has a condition for each welcome text', () => {
    const failed = (kind: Failure['kind']) =>
      conditionOf({ connectionId: 'one', total: 0, failure: new Failure(kind, 'no') });
    assert.equal(conditionOf({ total: 0 }), 'noConnection');
    assert.equal(conditionOf({ connectionId: 'one', total: 0 }), 'loading');
    assert.equal(conditionOf({ connectionId: 'one', total: 0, executions: [] }), 'empty');
    assert.equal(failed('unreachable'), 'unreachable');
    assert.equal(failed('timeout'), 'unreachable');
    assert.equal(failed('unauthenticated'), 'refused');
    assert.equal(failed('unexpected'), 'failed');
  });

  it('keeps its rows when a refresh fails', () => {
    const executions = [executionNode('PAUSED')];
    const failure = new Failure('unreachable', 'no');
    assert.equal(conditionOf({ connectionId: 'one', total: 1, executions, failure }), 'listed');
  });

  it('is not called empty when the refresh of an empty one fails', () => {
    const failure = new Failure('unreachable', 'no');
    assert.equal(conditionOf({ connectionId: 'one', total: 0, executions: [], failure }), 'unreachable');
  });
});
