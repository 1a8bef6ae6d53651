import assert from 'node:assert/strict';
import type { ConnectionProfile } from '../../../src/extension/connections/profile.ts';
import { ExplorerStore } from '../../../src/extension/views/explorerStore.ts';
import type { FlowNode, LevelNode, TreeNode } from '../../../src/extension/views/nodes.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { FakeKestra } from '../support/fakeKestra.ts';
import { PROFILE } from '../support/samples.ts';

const FLOW: FlowNode = {
  kind: 'flow',
  id: 'explorer/one/shop/refund',
  connectionId: 'one',
  flow: { namespace: 'shop', id: 'refund', url: '' },
};

const kinds = (nodes: TreeNode[]): string[] => nodes.map(({ kind }) => kind);

describe('the explorer', () => {
  let fake: FakeKestra;
  let profiles: ConnectionProfile[];
  let reported: string[];
  let store: ExplorerStore;

  beforeEach(() => {
    fake = new FakeKestra();
    profiles = [PROFILE];
    reported = [];
    store = new ExplorerStore({
      profiles: () => profiles,
      activeId: () => 'one',
      clientOf: () => Promise.resolve(fake.kestra),
      report: ({ message }) => void reported.push(message),
    });
  });

  const root = (): LevelNode => store.roots()[0] as LevelNode;

  it('reads a level with one request when it is opened, and not again', async () => {
    assert.deepEqual(fake.requests, []);
    const [first, again] = await Promise.all([store.children(root()), store.children(root())]);
    assert.equal(first, again);
    assert.deepEqual(
      first.map((node) => node.kind === 'namespace' && node.namespace),
      ['a', 'b', 'shop'],
    );
    await store.children(root());
    assert.deepEqual(fake.requests, ['namespaces']);
  });

  it('loads ten executions, and ten more', async () => {
    fake.states = Array.from({ length: 12 }, () => 'SUCCESS');
    const ten = await store.children(FLOW);
    assert.equal(ten.length, 11);
    assert.deepEqual(ten.at(-1), {
      kind: 'more',
      id: `${FLOW.id}/more`,
      connectionId: 'one',
      parent: FLOW,
      shown: 10,
      total: 12,
    });
    store.more(FLOW);
    assert.equal((await store.children(FLOW)).length, 12);
    assert.deepEqual(fake.requests, ['executions 10', 'executions 20']);
  });

  it('keeps what it had when a refresh fails, and says why, once', async () => {
    const before = await store.children(FLOW);
    fake.failure = new Failure('unreachable', 'gone');
    store.expire();
    assert.deepEqual(await store.children(FLOW), before);
    await store.children(FLOW);
    assert.equal(store.staleBecause?.message, 'gone');
    assert.deepEqual(reported, ['gone']);
    fake.failure = undefined;
    await store.children(FLOW);
    assert.equal(store.staleBecause, undefined);
  });

  it('shows why a level could not be read at all, and tries again', async () => {
    fake.failure = new Failure('unreachable', 'gone');
    assert.deepEqual(kinds(await store.children(root())), ['failure']);
    // Nothing that is shown is old.
    assert.equal(store.staleBecause, undefined);
    fake.failure = undefined;
    assert.deepEqual(kinds(await store.children(root())), ['namespace', 'namespace', 'namespace']);
  });

  it('follows open flows with unfinished executions, and those only', async () => {
    await store.children(FLOW);
    assert.deepEqual(await store.refreshUnfinished(), []);
    assert.equal(fake.requests.length, 1);

    fake.states = ['RUNNING', 'SUCCESS'];
    store.expire();
    await store.children(FLOW);
    assert.deepEqual(await store.refreshUnfinished(), []);
    fake.states = ['SUCCESS', 'SUCCESS'];
    assert.deepEqual(await store.refreshUnfinished(), [FLOW]);
    const { length } = fake.requests;
    await store.refreshUnfinished();
    assert.equal(fake.requests.length, length);
  });

  it('leaves closed flows alone', async () => {
    fake.states = ['RUNNING'];
    await store.children(FLOW);
    store.setClosed(FLOW, true);
    await store.refreshUnfinished();
    assert.deepEqual(fake.requests, ['executions 10']);
  });

  it('forgets what a changed connection had read, and nothing else', async () => {
    await store.children(root());
    profiles = [PROFILE, { ...PROFILE, id: 'two' }];
    store.forgetChanged();
    await store.children(root());
    assert.equal(fake.requests.length, 1);
    profiles = [{ ...PROFILE, tenant: 'other' }];
    store.forgetChanged();
    await store.children(root());
    assert.equal(fake.requests.length, 2);
  });

  it('does not take for fresh what was asked before an action', async () => {
    const goOn = fake.hold();
    const reading = store.children(FLOW);
    await fake.asked(1);
    fake.states = ['FAILED'];
    store.expire();
    goOn();
    const [node] = await reading;
    assert.equal(node?.kind === 'execution' && node.execution.state, 'FAILED');
  });
});
