import assert from 'node:assert/strict';
import { ConnectionStore } from '../../../src/extension/connections/connectionStore.ts';
import { KestraClients } from '../../../src/extension/connections/kestraClients.ts';
import { createKestra } from '../../../src/kestra/client.ts';
import type { Connection } from '../../../src/shared/connection.ts';
import { MemorySecrets, MemoryState } from '../support/memory.ts';
import { PROFILE } from '../support/samples.ts';

describe('clients of connections', () => {
  let store: ConnectionStore;
  let made: Connection[];
  let clients: KestraClients;

  beforeEach(async () => {
    store = new ConnectionStore(new MemoryState(), new MemorySecrets());
    made = [];
    clients = new KestraClients(store, (connection) => {
      made.push(connection);
      return Promise.resolve(createKestra(connection));
    });
    await store.save(PROFILE, 'first');
  });

  afterEach(() => clients.dispose());

  it('are made once, however many ask', async () => {
    const [a, b] = await Promise.all([clients.get('one'), clients.get('one')]);
    assert.equal(a, b);
    assert.equal(made.length, 1);
  });

  it('are made anew with the new secret', async () => {
    const before = await clients.get('one');
    await store.save({ ...PROFILE, secretRevision: 1 }, 'second');
    assert.notEqual(await clients.get('one'), before);
    assert.deepEqual(
      made.map(({ auth }) => auth.kind === 'basic' && auth.password),
      ['first', 'second'],
    );
  });

  it('are not to be had without the secret, and are when it has been entered', async () => {
    await store.save({ ...PROFILE, id: 'two' });
    await assert.rejects(clients.get('two'), { kind: 'unauthenticated', hint: /enter it again/ });
    await store.save({ ...PROFILE, id: 'two' }, 'entered');
    assert.equal((await clients.get('two')).connection.auth.kind, 'basic');
  });

  it('of a removed connection say so', async () => {
    await assert.rejects(clients.get('gone'), { kind: 'not_found' });
  });
});
