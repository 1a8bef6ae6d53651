import assert from 'node:assert/strict';
import { newsSince } from '../../../src/extension/inbox/news.ts';
import { executionNode } from '../support/samples.ts';
import { inbox } from '../support/inboxes.ts';

const all = () => true;
const waiting = (id: string, since = '2026-11-20T10:00:00Z') => executionNode('PAUSED', { id, since });
const failed = (...ids: string[]) => ({
  executions: ids.map((id) => executionNode('FAILED', { id }).execution),
  total: ids.length,
});

describe('news of the inbox', () => {
  it('is what waits or failed since the last look', () => {
    const before = [inbox({ executions: [waiting('a')], failed: failed('x'), readAt: 1 })];
    const after = [inbox({ executions: [waiting('a'), waiting('b')], failed: failed('y', 'x'), readAt: 2 })];
    const news = newsSince(before, after, all);
    assert.deepEqual(
      [news.waiting, news.failed].map((items) => items.map(({ execution }) => execution.id)),
      [['b'], ['y']],
    );
  });

  it('is not what is found when a connection is read for the first time', () => {
    const after = [inbox({ executions: [waiting('a')], failed: failed('x'), readAt: 2 })];
    const unread = inbox({ executions: undefined, readAt: undefined });
    for (const before of [[], [unread]]) {
      assert.deepEqual(newsSince(before, after, all), { waiting: [], failed: [] });
    }
  });

  it('is an execution that waits for the second time', () => {
    const before = [inbox({ executions: [waiting('a')], readAt: 1 })];
    const after = [inbox({ executions: [waiting('a', '2026-11-20T11:00:00Z')], readAt: 2 })];
    assert.equal(newsSince(before, after, all).waiting.length, 1);
  });

  it('is nothing where a refresh failed, and nothing of flows that nobody watches', () => {
    const before = [inbox({ readAt: 1 })];
    const stale = [inbox({ executions: [waiting('a')], readAt: 1 })];
    const after = [inbox({ executions: [waiting('a')], readAt: 2 })];
    assert.deepEqual(newsSince(before, stale, all).waiting, []);
    assert.deepEqual(newsSince(before, after, () => false).waiting, []);
  });
});
