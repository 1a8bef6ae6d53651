import assert from 'node:assert/strict';
import { rememberedFilter, rememberFilter } from '../../../src/extension/explorer/executionFilter.ts';
import { MemoryState } from '../support/memory.ts';

describe('the filter of the explorer', () => {
  it('is remembered until it is cleared', () => {
    const memory = new MemoryState();
    rememberFilter(memory, { states: ['FAILED', 'PAUSED'], hours: 24 });
    assert.deepEqual(rememberedFilter(memory), { states: ['PAUSED', 'FAILED'], hours: 24 });
    rememberFilter(memory, {});
    assert.deepEqual(rememberedFilter(memory), { states: undefined, hours: undefined });
  });

  for (const stored of [{ states: ['LOST'], hours: 5 }, { states: 'FAILED' }, {}]) {
    it(`shows everything where what was remembered is not known: ${JSON.stringify(stored)}`, async () => {
      const memory = new MemoryState();
      await memory.update('kestraMcp.executionFilter', stored as never);
      assert.deepEqual(rememberedFilter(memory), { states: undefined, hours: undefined });
    });
  }
});
