import assert from 'node:assert/strict';
import type { RunResult } from '../../src/operations/followRun.ts';
import { createFlow, ownNamespace, readExecution, sendOk } from '../support/executions.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { greeting, scheduled } from './support/flows.ts';

type Started = RunResult & { idempotencyKey?: string; repeated?: boolean };
interface Replayed {
  results: { executionId: string; execution?: RunResult; idempotencyKey?: string; repeated?: boolean }[];
}
interface Backfilled {
  started: boolean;
  idempotencyKey?: string;
  repeated?: boolean;
}

const CREATE = /^POST \S+\/executions\/[^/]+\/greeting\?/;
const REPLAY = /^POST \S+\/replay(\?|$)/;
const FIND = /^GET \S+\/executions\/search\?/;
const BACKFILL = /^PUT \S+\/triggers(\/backfill\/create)?$/;

for (const major of [1, 2] as const) {
  describe(`the same start twice on Kestra ${major}.x`, function () {
    // Every server is a process of its own, and some wait for what never comes.
    this.timeout(120_000);
    const connection = withKestra(major);
    const namespace = ownNamespace(`once${major}`);
    let proxy: FaultProxy;
    const clients: McpClient[] = [];
    before(async () => {
      proxy = await startFaultProxy(connection().baseUrl);
      for (const flow of [greeting, scheduled]) await createFlow(connection(), flow(namespace));
    });
    after(async () => {
      for (const mcp of clients) await mcp.close();
      await proxy?.close();
    });
    afterEach(() => proxy.clear());
    const client = async (): Promise<McpClient> => {
      const mcp = await new McpClient({ ...connection(), baseUrl: proxy.baseUrl }).start();
      clients.push(mcp);
      return mcp;
    };
    const start = async (mcp: McpClient, more: object = {}): Promise<Started> =>
      (await mcp.call<Started>('execute_flow', { namespace, flow_id: 'greeting', wait_seconds: 40, ...more }))
        .result;
    const heard = (request: RegExp): number => proxy.heard.filter((line) => request.test(line)).length;

    it('starts two executions without a key', async () => {
      const mcp = await client();
      const [one, two] = [await start(mcp), await start(mcp)];
      assert.notEqual(one.id, two.id);
      assert.match(one.idempotencyKey ?? '', /^auto-/);
      assert.equal(one.repeated, undefined);
    });

    it('starts one with a key, and the repeat of another process finds it', async () => {
      const key = { idempotency_key: `order-17.${major}` };
      const first = await start(await client(), key);
      const again = await start(await client(), { ...key, inputs: { who: 'somebody else' } });
      assert.deepEqual([again.id, again.repeated, again.outputs], [first.id, true, { said: 'world 1' }]);
    });

    it('starts one when both come at the same time', async () => {
      const mcp = await client();
      const before = heard(CREATE);
      const both = await Promise.all([1, 2, 3].map(() => start(mcp, { idempotency_key: `rush.${major}` })));
      assert.equal(new Set(both.map(({ id }) => id)).size, 1);
      assert.equal(heard(CREATE) - before, 1);
      assert.equal(both.filter(({ repeated }) => repeated).length, 2);
    });

    it('finds what was started when its answer was lost', async () => {
      const mcp = await client();
      const before = heard(CREATE);
      proxy.spoil(CREATE, { kind: 'swallow' });
      const { state, idempotencyKey } = await start(mcp);
      assert.equal(state, 'SUCCESS');
      assert.match(idempotencyKey ?? '', /^auto-/);
      assert.equal(heard(CREATE) - before, 1);
    });

    it('names the key when it cannot find it, and the repeat with it does', async () => {
      const mcp = await client();
      const before = heard(CREATE);
      proxy.spoil(CREATE, { kind: 'swallow' });
      proxy.spoil(FIND, { kind: 'answer', answer: { status: 502 } }, 100);
      const error = await mcp.refused('execute_flow', { namespace, flow_id: 'greeting', wait_seconds: 5 });
      const key = /idempotency_key (auto-[\w-]+)/.exec(error.message)?.[1];
      assert.equal(error.code, 'INTERRUPTED');
      assert.match(error.hint ?? '', /call execute_flow again with it/);
      proxy.clear();
      const again = await start(mcp, { idempotency_key: key });
      assert.deepEqual([again.state, again.repeated], ['SUCCESS', true]);
      assert.equal(heard(CREATE) - before, 1);
    });

    it('starts it when the first try never reached Kestra', async () => {
      const mcp = await client();
      proxy.spoil(CREATE, { kind: 'lose' });
      const error = await mcp.refused('execute_flow', {
        namespace,
        flow_id: 'greeting',
        idempotency_key: `lost.${major}`,
      });
      assert.equal(error.code, 'INTERRUPTED');
      const again = await start(mcp, { idempotency_key: `lost.${major}` });
      assert.deepEqual([again.state, again.repeated], ['SUCCESS', undefined]);
    });

    it('refuses a key that is none', async () => {
      const error = await (
        await client()
      ).refused('execute_flow', {
        namespace,
        flow_id: 'greeting',
        idempotency_key: 'a key',
      });
      assert.equal(error.code, 'INVALID');
    });

    it('replays once, however the answer went', async () => {
      const mcp = await client();
      const { id } = await start(mcp);
      const before = heard(REPLAY);
      const replay = async (more: object): Promise<Replayed['results'][number] | undefined> =>
        (await mcp.call<Replayed>('replay_execution', { ids: [id], wait_seconds: 40, ...more })).result
          .results[0];
      const first = await replay({ idempotency_key: `r.${major}` });
      const again = await replay({ idempotency_key: `r.${major}` });
      assert.deepEqual([again?.execution?.id, again?.repeated], [first?.execution?.id, true]);
      proxy.spoil(REPLAY, { kind: 'swallow' });
      const lost = await replay({});
      assert.equal(lost?.execution?.state, 'SUCCESS');
      assert.ok(![id, first?.execution?.id].includes(lost.execution.id));
      assert.equal(heard(REPLAY) - before, 2);
    });

    it('backfills once', async () => {
      const mcp = await client();
      const before = heard(BACKFILL);
      const args = {
        namespace,
        flow_id: 'scheduled',
        trigger_id: 'hourly',
        start: '2026-01-01T00:30:00Z',
        end: '2026-01-01T02:30:00Z',
        idempotency_key: `b.${major}`,
      };
      // The scheduler takes up a new trigger in its own time.
      await eventually(async () => void (await mcp.call<Backfilled>('backfill_executions', args)));
      const { result } = await mcp.call<Backfilled>('backfill_executions', args);
      assert.deepEqual([result.started, result.idempotencyKey, result.repeated], [true, `b.${major}`, true]);
      assert.equal(heard(BACKFILL) - before, 1);
    });

    it('marks what it starts as an agent’s', async () => {
      const { id, labels } = await start(await client(), { labels: { team: 'data' } });
      assert.deepEqual(labels, { 'mcp-client': 'test', team: 'data' });
      const execution = (await (await sendOk(connection(), 'GET', `executions/${id}`)).json()) as {
        labels: { key: string; value: string }[];
      };
      const from = execution.labels.filter(({ key }) => key === 'system.from');
      assert.deepEqual(from, [{ key: 'system.from', value: 'mcp' }]);
      assert.equal((await readExecution(connection(), id)).state.current, 'SUCCESS');
    });
  });
}
