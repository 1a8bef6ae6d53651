import assert from 'node:assert/strict';
import { keptConnection } from '../../../src/extension/executionView/keptConnection.ts';
import { PROFILE } from '../support/samples.ts';

describe('the connection of an editor tab that comes back', () => {
  const kept = { connectionId: 'a', executionId: 'x', baseUrl: 'http://kestra', tenant: 'main' };
  const profile = (id: string) => ({ ...PROFILE, id });
  const same = { baseUrl: 'http://kestra', tenant: 'main' };

  it('is the one with its id, wherever that leads now', () => {
    const moved = { ...profile('a'), baseUrl: 'http://elsewhere' };
    assert.equal(keptConnection(kept, [{ ...profile('b'), ...same }, moved]), moved);
  });

  it('is another one to the same address and tenant when it was removed', () => {
    const other = { ...profile('b'), ...same };
    assert.equal(keptConnection(kept, [{ ...other, tenant: 'sales' }, other]), other);
  });

  it('is none otherwise', () => {
    assert.equal(keptConnection(kept, [{ ...profile('b'), ...same, tenant: 'sales' }]), undefined);
    assert.equal(keptConnection({ connectionId: 'a', executionId: 'x' }, [profile('b')]), undefined);
  });
});
