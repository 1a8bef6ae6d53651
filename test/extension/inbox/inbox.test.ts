import assert from 'node:assert/strict';
import {
  conditionOf,
  groupByFlow,
  totalsOf,
  type ConnectionInbox,
} from '../../../src/extension/inbox/inbox.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { executionNode } from '../support/samples.ts';
import { inbox } from '../support/inboxes.ts';

const unread = inbox({ executions: undefined, readAt: undefined });

describe('the inbox', () => {
  it('groups by flow in the order of the longest waiting', () => {
    const waiting = ['refund', 'invoice', 'refund'].map((flowId, index) =>
      executionNode('PAUSED', { flowId, id: String(index) }),
    );
    assert.deepEqual(
      groupByFlow([inbox({ executions: waiting })]).map(({ flowId, executions, connection }) => [
        flowId,
        executions.map(({ execution }) => execution.id),
        connection,
      ]),
      [
        ['refund', ['0', '2'], undefined],
        ['invoice', ['1'], undefined],
      ],
    );
  });

  it('names the connection where there are several, and mixes them by how long is waited', () => {
    const waits = (since: string) => [executionNode('PAUSED', { since })];
    const groups = groupByFlow([
      inbox({ name: 'Staging', executions: waits('2026-11-20T10:00:00Z') }),
      inbox({ name: 'Live', production: true, executions: waits('2026-11-19T10:00:00Z') }),
    ]);
    assert.deepEqual(
      groups.map(({ connection }) => connection),
      [
        { name: 'Live', production: true },
        { name: 'Staging', production: false },
      ],
    );
  });

  it('has a condition for each welcome text', () => {
    const failed = (kind: Failure['kind']) => conditionOf([{ ...unread, failure: new Failure(kind, 'no') }]);
    assert.equal(conditionOf([]), 'noConnection');
    assert.equal(conditionOf([unread]), 'loading');
    assert.equal(conditionOf([inbox({ executions: [] })]), 'empty');
    assert.equal(failed('unreachable'), 'unreachable');
    assert.equal(failed('timeout'), 'unreachable');
    assert.equal(failed('unauthenticated'), 'refused');
    assert.equal(failed('unexpected'), 'failed');
  });

  it('keeps its rows when a refresh fails, and is not called empty then', () => {
    const failure = new Failure('unreachable', 'no');
    const listed: ConnectionInbox = inbox({ executions: [executionNode('PAUSED')], failure });
    assert.equal(conditionOf([listed]), 'listed');
    assert.equal(conditionOf([inbox({ executions: [], failure })]), 'unreachable');
  });

  it('is empty when one connection is known to be, though another does not answer', () => {
    const silent = { ...unread, failure: new Failure('unreachable', 'no') };
    assert.equal(conditionOf([silent, inbox({ executions: [] })]), 'empty');
  });

  it('counts over all connections', () => {
    const failed = { executions: [], total: 3 };
    assert.deepEqual(totalsOf([inbox({ total: 2 }), inbox({ total: 1, failed })]), { waiting: 3, failed: 3 });
  });
});
