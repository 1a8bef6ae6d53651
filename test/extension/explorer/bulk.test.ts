import assert from 'node:assert/strict';
import { actOnEach, allowedAmong, executionsAmong } from '../../../src/extension/explorer/bulk.ts';
import { bulkSummary } from '../../../src/extension/explorer/bulkWords.ts';
import type { TreeNode } from '../../../src/extension/views/nodes.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { executionNode } from '../support/samples.ts';

const FAILED = executionNode('FAILED', { id: 'failed-1' });
const PAUSED = executionNode('PAUSED', { id: 'paused-1' });
const GROUP: TreeNode = { kind: 'group', id: 'g', connectionId: 'one', group: 'kv', namespace: 'shop' };

const silent = { signal: new AbortController().signal, progress: () => undefined };

describe('several executions', () => {
  it('are those among the selected rows, each once', () => {
    const inOtherView = { ...FAILED, id: 'another row', inbox: true };
    assert.deepEqual(
      executionsAmong([FAILED, GROUP, inOtherView, PAUSED]).map(({ execution }) => execution.id),
      ['failed-1', 'paused-1'],
    );
  });

  it('are left out where Kestra does not allow the action', () => {
    assert.deepEqual(allowedAmong([FAILED, PAUSED], 'restart'), { possible: [FAILED], others: 1 });
    assert.deepEqual(allowedAmong([FAILED, PAUSED], 'kill'), { possible: [PAUSED], others: 1 });
    assert.equal(allowedAmong([FAILED, PAUSED], 'replay').others, 0);
  });

  it('are each tried, whatever became of the one before', async () => {
    const outcomes = await actOnEach([FAILED, PAUSED], silent, async ({ execution }) => {
      if (execution.id === 'failed-1') throw new Failure('conflict', 'It is SUCCESS.');
    });
    assert.deepEqual(
      outcomes.map(({ failure }) => failure?.message),
      ['It is SUCCESS.', undefined],
    );
    assert.deepEqual(bulkSummary('restart', outcomes, 2), {
      text: 'Restarted: 1. Failed: 1. refund failed-1: It is SUCCESS.',
      isAllDone: false,
    });
  });

  it('are left as they are from the moment the user cancels', async () => {
    const controller = new AbortController();
    const tried: string[] = [];
    const outcomes = await actOnEach(
      [FAILED, PAUSED],
      { ...silent, signal: controller.signal },
      async (one) => {
        tried.push(one.execution.id);
        controller.abort();
      },
    );
    assert.deepEqual(tried, ['failed-1']);
    assert.equal(bulkSummary('kill', outcomes, 2).text, 'Killed: 1. Not tried: 1.');
  });
});
