import assert from 'node:assert/strict';
import type { TreeNode, TriggerNode } from '../../../src/extension/views/nodes.ts';
import { rowOf } from '../../../src/extension/views/row.ts';
import { STATE_LOOK } from '../../../src/extension/views/stateLook.ts';
import { rowPlace } from '../../../src/extension/explorer/rowPath.ts';
import { dataPlace, dataUri } from '../../../src/extension/explorer/dataUri.ts';
import type { TriggerState } from '../../../src/model/trigger.ts';
import { Failure } from '../../../src/shared/failure.ts';

const NOW = Date.parse('2026-11-20T13:20:00Z');
const BASE = { id: 'row', connectionId: 'one' };
const FLOW: TreeNode = { ...BASE, kind: 'flow', flow: { namespace: 'shop.orders', id: 'import', url: '' } };

function triggerRow(change: Partial<TriggerState>): ReturnType<typeof rowOf> {
  const names = { namespace: 'shop', flowId: 'import', triggerId: 'nightly' };
  const node: TriggerNode = { ...BASE, kind: 'trigger', trigger: { ...names, disabled: false, ...change } };
  return rowOf(node, NOW);
}

describe('rows of the explorer', () => {
  it('of a flow tell how it went last and when it runs next, once that is known', () => {
    assert.equal(rowOf(FLOW, NOW).description, undefined);
    const last = { id: 'e', state: 'FAILED' as const, started: '2026-11-20T11:20:00Z' };
    const row = rowOf({ ...FLOW, last, next: '2026-11-20T13:50:00Z' }, NOW);
    assert.equal(row.description, '2h ago · next in 30m');
    assert.equal(row.spoken, 'Flow import, last FAILED 2h ago, next in 30m');
    assert.deepEqual(row.look, STATE_LOOK.FAILED);
  });

  it('of a trigger tell what keeps it from firing, and offer what helps', () => {
    assert.equal(triggerRow({ next: '2026-11-21T13:20:00Z' }).description, 'import · next in 1d');
    assert.equal(triggerRow({}).contextValue, 'trigger;canDisable;');
    const locked = triggerRow({ lockedBy: 'x', backfill: { paused: false } });
    assert.equal(locked.description, 'import · locked · backfill running');
    assert.equal(locked.contextValue, 'trigger;canDisable;canUnlock;');
    assert.equal(triggerRow({ disabled: true }).contextValue, 'trigger;canEnable;');
  });

  it('of a trigger that the source disables offer nothing that would change nothing', () => {
    assert.equal(triggerRow({ disabled: true, disabledInFlow: true }).contextValue, 'trigger;');
  });

  it('of a task run tell iteration, duration and attempts', () => {
    const state = { current: 'WARNING' as const, histories: [], duration: 'PT83S' };
    const taskRun = { id: 't', taskId: 'load', value: 'red', state, attempts: [{ state }, { state }] };
    const row = rowOf({ ...BASE, kind: 'taskRun', flowId: 'import', taskRun, nested: [] }, NOW);
    assert.equal(row.description, 'red · 1m 23s · 2 attempts');
    assert.equal(row.open, 'collapsed');
  });

  it('are decorated below the rows of their namespaces', () => {
    assert.deepEqual(rowPlace(FLOW), {
      connectionId: 'one',
      path: '/flows/shop/orders/:import',
      goesUp: true,
    });
    assert.equal(rowPlace({ ...BASE, kind: 'group', group: 'kv', namespace: 'shop' }), undefined);
  });
});

describe('addresses of keys and files', () => {
  it('lead back to what they name', () => {
    for (const place of [
      { kind: 'kv', connectionId: 'one', namespace: 'shop.orders', name: 'limits' },
      { kind: 'file', connectionId: 'one', namespace: 'shop', name: '/scripts/load data.py' },
    ] as const)
      assert.deepEqual(dataPlace(dataUri(place)), place);
  });

  it('are refused when they name nothing', () => {
    assert.throws(() => dataPlace({ authority: 'one', path: '/secret/shop/x' }), Failure);
  });
});
