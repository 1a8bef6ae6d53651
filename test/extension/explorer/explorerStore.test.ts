import assert from 'node:assert/strict';
import type { ConnectionProfile } from '../../../src/extension/connections/profile.ts';
import { pathTo } from '../../../src/extension/explorer/pathTo.ts';
import type { Execution, TaskRun } from '../../../src/model/execution.ts';
import { ExplorerStore } from '../../../src/extension/explorer/explorerStore.ts';
import type { ExecutionFilter } from '../../../src/extension/explorer/executionFilter.ts';
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
  let detailed: TreeNode[];
  let filter: ExecutionFilter;
  let store: ExplorerStore;

  beforeEach(() => {
    fake = new FakeKestra();
    profiles = [PROFILE];
    reported = [];
    detailed = [];
    filter = {};
    store = new ExplorerStore({
      profiles: () => profiles,
      activeId: () => 'one',
      clientOf: () => Promise.resolve(fake.kestra),
      report: ({ message }) => void reported.push(message),
      filter: () => filter,
      onDetails: (rows) => void detailed.push(...rows),
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
      id: `${FLOW.id}//more`,
      connectionId: 'one',
      parent: FLOW,
      shown: 10,
      total: 12,
    });
    store.more(FLOW);
    assert.equal((await store.children(FLOW)).length, 12);
    assert.deepEqual(fake.requests, ['executions 10', 'executions 20']);
  });

  it('tells how many lie in a group once it was opened, with no request more', async () => {
    const names = { namespace: 'shop', flowId: 'refund', disabled: false };
    fake.triggers = ['daily', 'hourly'].map((triggerId) => ({ ...names, triggerId }));
    const group = {
      kind: 'group',
      id: 'g',
      connectionId: 'one',
      group: 'triggers',
      namespace: 'shop',
    } as const;
    assert.equal(store.detailed<TreeNode>(group), group);
    await store.children(group);
    assert.deepEqual(store.detailed<TreeNode>(group), { ...group, count: 2 });
    assert.deepEqual(detailed, [group]);
    fake.triggers = [];
    store.expire();
    assert.deepEqual(kinds(await store.children(group)), ['nothing']);
    assert.deepEqual(store.detailed<TreeNode>(group), { ...group, count: 0 });
    assert.deepEqual(fake.requests, ['triggers', 'triggers']);
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

  it('follows where something runs, all that changes by itself less often, and nothing that is closed', async () => {
    await store.children(FLOW);
    assert.equal(store.isLive, false);
    assert.deepEqual(await store.refreshShown({ all: false }), []);
    assert.deepEqual(fake.requests, ['executions 10']);

    fake.states = ['RUNNING', 'SUCCESS'];
    assert.deepEqual(await store.refreshShown({ all: true }), [FLOW]);
    assert.equal(store.isLive, true);
    fake.states = ['SUCCESS', 'SUCCESS'];
    assert.deepEqual(await store.refreshShown({ all: false }), [FLOW]);
    assert.equal(store.isLive, false);
    store.setClosed(FLOW, true);
    const { length } = fake.requests;
    await store.refreshShown({ all: true });
    assert.equal(fake.requests.length, length);
  });

  it('leaves open what lies below something closed alone', async () => {
    const [, , shop] = await store.children(root());
    assert.ok(shop?.kind === 'namespace');
    const flow = (await store.children(shop)).find(({ kind }) => kind === 'flow');
    assert.ok(flow?.kind === 'flow');
    await store.children(flow);
    await fake.quiet();
    store.setClosed(shop, true);
    const { length } = fake.requests;
    await store.refreshShown({ all: true });
    assert.equal(fake.requests.length, length);
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

  it('shows flows at once, and how they went and when they run next as soon as that is known', async () => {
    const [, , shop] = await store.children(root());
    assert.ok(shop?.kind === 'namespace');
    fake.flowIds = ['import', 'refund'];
    fake.flowTriggers = [{ id: 'daily' }];
    const next = '2026-11-21T08:00:00Z';
    const trigger = { namespace: 'shop', flowId: 'import', triggerId: 'daily' };
    fake.triggers = [
      { ...trigger, disabled: true, next: '2026-11-21T07:00:00Z' },
      { ...trigger, disabled: false, next },
    ];
    fake.states = ['FAILED'];
    const rows = await store.children(shop);
    assert.deepEqual(kinds(rows), ['flow', 'flow', 'group', 'group', 'group']);
    await fake.quiet();
    assert.deepEqual(fake.requests, ['namespaces', 'flows', 'latest 2', 'triggers']);
    assert.deepEqual(detailed, rows.slice(0, 2));
    const [told] = rows.map((row) => store.detailed(row));
    assert.ok(told?.kind === 'flow');
    assert.deepEqual([told.last?.state, told.next], ['FAILED', next]);
    const changed = await store.refreshShown({ all: true });
    await fake.quiet();
    assert.deepEqual([changed, detailed.length], [[], 2], 'nothing new, nothing told');
    fake.flowIds = ['refund'];
    assert.deepEqual(await store.refreshShown({ all: true }), [shop]);
  });

  it('keeps one request at a time to a connection, what somebody opens first', async () => {
    const [, , shop] = await store.children(root());
    assert.ok(shop?.kind === 'namespace');
    await store.children(shop);
    const goOn = fake.hold();
    const opened = [store.children(FLOW), store.children({ ...FLOW, id: 'explorer/one/shop/other' })];
    await fake.quiet();
    assert.deepEqual(fake.requests, ['namespaces', 'flows', 'latest 1']);
    goOn();
    await Promise.all(opened);
    assert.deepEqual(fake.requests.slice(3), ['executions 10', 'executions 10']);
  });

  it('shows task runs below an execution, with attempts and the executions that they started', async () => {
    const run = (id: string, change: Partial<TaskRun> = {}): TaskRun => ({
      id,
      taskId: id,
      state: { current: 'SUCCESS', histories: [] },
      ...change,
    });
    const attempt = { state: run('a').state };
    fake.taskRuns = [
      run('each'),
      run('call', { parentTaskRunId: 'each', value: '1' }),
      run('fetch', { attempts: [attempt, attempt] }),
    ];
    const child: Execution = { id: 'child', namespace: 'shop', flowId: 'ship', state: run('child').state };
    const variables = { executionId: '0', taskRunId: 'call' };
    fake.subflows = [{ ...child, trigger: { id: 'call', type: 'Subflow', variables } }];
    const [execution] = await store.children(FLOW);
    assert.ok(execution?.kind === 'execution');
    const [each, fetch] = await store.children(execution);
    await fake.quiet();
    assert.ok(each?.kind === 'taskRun' && fetch?.kind === 'taskRun');
    assert.deepEqual(kinds(await store.children(fetch)), ['attempt', 'attempt']);
    const [call] = await store.children(each);
    assert.ok(call?.kind === 'taskRun');
    const [started] = await store.children(call);
    assert.ok(started?.kind === 'execution');
    assert.equal(started.execution.id, 'child');
    assert.equal(store.parentOf(call), each);
    assert.deepEqual(fake.requests, ['executions 10', 'execution', 'subflows']);
  });

  it('shows long levels of task runs in parts', async () => {
    const state = { current: 'SUCCESS' as const, histories: [] };
    fake.taskRuns = Array.from({ length: 250 }, (_, index) => ({ id: `${index}`, taskId: 'load', state }));
    const [execution] = await store.children(FLOW);
    assert.ok(execution?.kind === 'execution');
    assert.equal((await store.children(execution)).length, 101);
    store.more(execution);
    assert.equal((await store.children(execution)).length, 201);
    store.more(execution);
    assert.equal((await store.children(execution)).length, 250);
    await fake.quiet();
    assert.deepEqual(fake.requests, ['executions 10', 'execution', 'subflows']);
  });

  it('finds the row of a flow, reading only the levels above it', async () => {
    fake.namespaces = ['shop.orders.eu', 'shop.orders', 'shop.ordersarchive'];
    const place = { connectionId: 'one', namespace: 'shop.orders.eu', flowId: 'refund' };
    const row = await pathTo(store, place);
    assert.equal(row?.id, 'explorer/one/shop.orders.eu/refund');
    const chain = [];
    for (let node = row && store.parentOf(row); node !== undefined; node = store.parentOf(node))
      chain.push(node.id);
    assert.deepEqual(chain, [
      'explorer/one/shop.orders.eu',
      'explorer/one/shop.orders',
      'explorer/one/shop',
      'explorer/one',
    ]);
  });

  it('opens each level of 10,000 flows in 500 namespaces by one request, within 200 ms of the answer', async () => {
    fake.namespaces = Array.from({ length: 500 }, (_, index) => `company.team${index % 50}.area${index}`);
    fake.flowIds = Array.from({ length: 20 }, (_, index) => `flow${index}`);
    let longest = 0;
    const open = async (node: LevelNode): Promise<TreeNode[]> => {
      const began = performance.now();
      const rows = await store.children(node);
      longest = Math.max(longest, performance.now() - began);
      return rows;
    };
    const [company] = await open(root());
    assert.ok(company?.kind === 'namespace');
    const teams = await open(company);
    assert.equal(teams.filter(({ kind }) => kind === 'namespace').length, 50);
    assert.deepEqual(fake.requests, ['namespaces']);
    let flows = 0;
    for (const team of teams) {
      if (team.kind !== 'namespace') continue;
      for (const area of await open(team)) {
        if (area.kind !== 'namespace') continue;
        flows += (await open(area)).filter(({ kind }) => kind === 'flow').length;
      }
    }
    assert.equal(flows, 10_000);
    assert.equal(fake.requests.filter((request) => request === 'flows').length, 500);
    assert.ok(longest < 200, `${longest} ms`);
    await fake.quiet();
    assert.equal(fake.requests.filter((request) => request === 'latest 20').length, 500);
  });
});
