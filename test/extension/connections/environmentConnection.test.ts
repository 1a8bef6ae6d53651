import assert from 'node:assert/strict';
import { ConnectionStore } from '../../../src/extension/connections/connectionStore.ts';
import { connectFromEnvironment } from '../../../src/extension/connections/environmentConnection.ts';
import { MemorySecrets, MemoryState } from '../support/memory.ts';

const ENVIRONMENT = {
  KESTRA_BASE_URL: 'http://127.0.0.1:8080/ui/',
  KESTRA_USERNAME: 'admin@kestra.io',
  KESTRA_PASSWORD: 'Kestra1234',
};

describe('a connection from the environment', () => {
  let store: ConnectionStore;

  beforeEach(() => {
    store = new ConnectionStore(new MemoryState(), new MemorySecrets());
  });

  it('is made once and follows the environment at later starts', async () => {
    await connectFromEnvironment(store, ENVIRONMENT);
    await connectFromEnvironment(store, { ...ENVIRONMENT, KESTRA_BASE_URL: 'http://127.0.0.1:9090' });
    const [profile, ...others] = store.list();
    assert.equal(others.length, 0);
    assert.equal(profile?.name, 'Local Kestra');
    assert.equal(profile?.baseUrl, 'http://127.0.0.1:9090');
    assert.equal(profile?.access, 'operate');
    assert.equal(profile?.secretRevision, 1);
  });

  it('takes a new password', async () => {
    await connectFromEnvironment(store, ENVIRONMENT);
    await connectFromEnvironment(store, { ...ENVIRONMENT, KESTRA_PASSWORD: 'another one' });
    const [profile] = store.list();
    assert.ok(profile);
    assert.equal(profile.secretRevision, 2);
    assert.equal(await store.secretOf(profile), 'another one');
  });

  it('is refused with the name of the wrong variable', async () => {
    const wrong = { ...ENVIRONMENT, KESTRA_BASE_URL: 'ftp://kestra' };
    await assert.rejects(connectFromEnvironment(store, wrong), /KESTRA_BASE_URL/);
    assert.deepEqual(store.list(), []);
  });
});
