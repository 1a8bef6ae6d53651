import assert from 'node:assert/strict';
import { WatchedFlows } from '../../../src/extension/inbox/watchedFlows.ts';
import { MemoryState } from '../support/memory.ts';

const FLOW = { connectionId: 'one', namespace: 'shop', flowId: 'refund' };

describe('watched flows', () => {
  it('are kept, told, and forgotten again', async () => {
    const state = new MemoryState();
    const watched = new WatchedFlows(state);
    let changes = 0;
    watched.onDidChange(() => (changes += 1));
    await watched.set(FLOW, true);
    await watched.set(FLOW, true);
    const later = new WatchedFlows(state);
    assert.deepEqual([later.has(FLOW), later.isEmpty], [true, false]);
    assert.equal(later.has({ ...FLOW, connectionId: 'two' }), false);
    await watched.set(FLOW, false);
    assert.deepEqual([watched.has(FLOW), watched.isEmpty, changes], [false, true, 3]);
  });
});
