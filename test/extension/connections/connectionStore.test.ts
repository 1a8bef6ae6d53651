import assert from 'node:assert/strict';
import { ConnectionStore } from '../../../src/extension/connections/connectionStore.ts';
import { MemorySecrets, MemoryState } from '../support/memory.ts';
import { PROFILE } from '../support/samples.ts';

const SECRET = 'correct horse battery';

describe('the connection store', () => {
  let state: MemoryState;
  let secrets: MemorySecrets;
  let store: ConnectionStore;

  beforeEach(() => {
    state = new MemoryState();
    secrets = new MemorySecrets();
    store = new ConnectionStore(state, secrets);
  });

  it('keeps the secret in the secret storage and nowhere else', async () => {
    await store.save(PROFILE, SECRET);
    assert.ok(!JSON.stringify([...state.values]).includes(SECRET));
    assert.deepEqual([...secrets.values.values()], [SECRET]);
    assert.equal(await store.secretOf(PROFILE), SECRET);
  });

  it('counts up with each new secret, and only then', async () => {
    await store.save(PROFILE, SECRET);
    await store.save({ ...PROFILE, secretRevision: 1, name: 'Renamed' });
    assert.equal(store.get('one')?.secretRevision, 1);
    assert.equal(await store.secretOf(PROFILE), SECRET);
    await store.save({ ...PROFILE, secretRevision: 1 }, 'another');
    assert.equal(store.get('one')?.secretRevision, 2);
  });

  it('deletes the secret with the connection, and when none is needed any more', async () => {
    await store.save(PROFILE, SECRET);
    await store.save({ ...PROFILE, auth: { kind: 'none' } });
    assert.equal(secrets.values.size, 0);
    await store.save(PROFILE, SECRET);
    await store.remove('one');
    assert.equal(secrets.values.size, 0);
    assert.deepEqual(store.list(), []);
  });

  it('uses the connection that was saved or chosen last, and another when that is removed', async () => {
    await store.save(PROFILE);
    await store.save({ ...PROFILE, id: 'two' });
    assert.equal(store.active()?.id, 'two');
    await store.activate('one');
    assert.equal(store.active()?.id, 'one');
    await store.remove('one');
    assert.equal(store.active()?.id, 'two');
  });

  it('tells of every change, also of a secret changed in another window', async () => {
    let changes = 0;
    store.onDidChange(() => (changes += 1));
    await store.save(PROFILE, SECRET);
    store.noticeSecretChange('kestraMcp.secret.one');
    store.noticeSecretChange('somebody.else');
    assert.equal(changes, 2);
  });

  it('masks what it has read, also as part of a header', async () => {
    await store.save(PROFILE, SECRET);
    await store.secretOf(PROFILE);
    const header = Buffer.from(`ann@example.com:${SECRET}`).toString('base64');
    assert.equal(store.redactor().text(`sent ${SECRET} and ${header}`), 'sent *** and ***');
  });
});
