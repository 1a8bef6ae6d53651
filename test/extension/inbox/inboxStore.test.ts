import assert from 'node:assert/strict';
import type { ConnectionProfile } from '../../../src/extension/connections/profile.ts';
import { InboxStore } from '../../../src/extension/inbox/inboxStore.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { FakeKestra } from '../support/fakeKestra.ts';
import { PROFILE } from '../support/samples.ts';

describe('the store of the inboxes', () => {
  let fakes: Record<string, FakeKestra>;
  let profiles: ConnectionProfile[];
  let reported: string[];
  let store: InboxStore;

  beforeEach(() => {
    fakes = { one: new FakeKestra(), two: new FakeKestra() };
    profiles = [PROFILE, { ...PROFILE, id: 'two', name: 'Live' }];
    reported = [];
    store = new InboxStore({
      profiles: () => profiles,
      clientOf: (connectionId) => Promise.resolve(fake(connectionId).kestra),
      report: ({ message }, doing) => void reported.push(`${doing}: ${message}`),
    });
    fake('one').states = ['PAUSED'];
    fake('two').states = ['BREAKPOINT'];
  });

  const fake = (connectionId: string): FakeKestra => fakes[connectionId] ?? new FakeKestra();
  const states = (): (string[] | undefined)[] =>
    store.inboxes.map(({ executions }) => executions?.map(({ execution }) => execution.state));

  it('reads those of all connections', async () => {
    assert.equal(await store.refresh(), true);
    assert.deepEqual(states(), [['PAUSED'], ['BREAKPOINT']]);
  });

  it('may lose and gain connections while they are read', async () => {
    const goOn = fake('one').hold();
    const refreshing = store.refresh();
    await fake('one').asked(1);
    profiles = [{ ...PROFILE, id: 'two', name: 'Live' }];
    store.followConnections();
    goOn();
    await refreshing;
    assert.deepEqual(states(), [['BREAKPOINT']]);
  });

  it('reads a new connection while an old one does not answer', async () => {
    profiles = [PROFILE];
    store.followConnections();
    const goOn = fake('one').hold();
    const refreshing = store.refresh();
    await fake('one').asked(1);
    profiles = [PROFILE, { ...PROFILE, id: 'two', name: 'Live' }];
    store.followConnections();
    const again = store.refresh();
    await fake('two').asked(2);
    goOn();
    await Promise.all([refreshing, again]);
    assert.deepEqual(states(), [['PAUSED'], ['BREAKPOINT']]);
  });

  it('forgets what a changed connection has told', async () => {
    await store.refresh();
    profiles = profiles.with(0, { ...PROFILE, baseUrl: 'https://other.example.com' });
    store.followConnections();
    assert.deepEqual(states(), [undefined, ['BREAKPOINT']]);
  });

  it('reads again what an action made old while it was read', async () => {
    const goOn = fake('one').hold();
    const refreshing = store.refresh();
    await fake('one').asked(1);
    fake('one').states = [];
    store.expire();
    goOn();
    await refreshing;
    assert.deepEqual(states()[0], []);
  });

  it('keeps what it had of a connection that does not answer, and reports that once', async () => {
    await store.refresh();
    fake('one').failure = new Failure('unreachable', 'gone');
    fake('two').states = ['PAUSED', 'PAUSED'];
    assert.equal(await store.refresh(), false);
    assert.equal(await store.refresh(), false);
    assert.deepEqual(states(), [['PAUSED'], ['PAUSED', 'PAUSED']]);
    assert.equal(store.inboxes[0]?.failure?.message, 'gone');
    assert.deepEqual(reported, ['Refresh what waits on Staging: gone']);
  });

  it('asks for what is asked once only', async () => {
    await store.refresh();
    const { length } = fake('one').requests;
    await store.refresh();
    assert.deepEqual(fake('one').requests.slice(length), ['executions 100', 'executions 20']);
    assert.deepEqual(store.inboxes[0]?.executions?.[0]?.question?.description, 'Refund it?');
  });
});
