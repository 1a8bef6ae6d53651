import assert from 'node:assert/strict';
import type { RunResult } from '../../src/operations/followRun.ts';
import { createFlow, ownNamespace, readExecution, untilState } from '../support/executions.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { failing, sleepy } from './support/flows.ts';

const seven = (namespace: string): string => `
id: seven
namespace: ${namespace}
tasks:
  - { id: one, type: io.kestra.plugin.core.log.Log, message: one }
  - { id: two, type: io.kestra.plugin.core.log.Log, message: two }
  - { id: load_orders, type: io.kestra.plugin.core.flow.Sleep, duration: PT2S }
  - { id: four, type: io.kestra.plugin.core.log.Log, message: four }
  - { id: five, type: io.kestra.plugin.core.log.Log, message: five }
  - { id: six, type: io.kestra.plugin.core.log.Log, message: six }
  - { id: seven, type: io.kestra.plugin.core.log.Log, message: seven }
`;

interface Heard {
  progress: number;
  total?: number;
  message?: string;
}

/** Progress as it comes over the wire: with the answer of a call, the SDK forgets what it has not told yet. */
function progressHeard({ transport }: McpClient['client']): Heard[] {
  assert.ok(transport);
  const heard: Heard[] = [];
  const { onmessage } = transport;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport has one listener
  transport.onmessage = (message, extra) => {
    if ('method' in message && message.method === 'notifications/progress') {
      heard.push(message.params as unknown as Heard);
    }
    onmessage?.(message, extra);
  };
  return heard;
}

/** What an answer may take beyond wait_seconds, as the README says, with room for a busy machine. */
const AROUND_MS = 8_000 + 20_000;

for (const major of [1, 2] as const) {
  describe(`long calls on Kestra ${major}.x`, function () {
    // Every server is a process of its own, and some wait for what never comes.
    this.timeout(120_000);
    const connection = withKestra(major);
    const namespace = ownNamespace(`long${major}`);
    let proxy: FaultProxy;
    const clients: McpClient[] = [];
    before(async () => {
      proxy = await startFaultProxy(connection().baseUrl);
      for (const flow of [failing, seven, sleepy]) await createFlow(connection(), flow(namespace));
    });
    after(async () => {
      for (const mcp of clients) await mcp.close();
      await proxy?.close();
    });
    const client = async (env: Record<string, string> = {}): Promise<McpClient> => {
      const mcp = await new McpClient({ ...connection(), baseUrl: proxy.baseUrl }, env).start();
      clients.push(mcp);
      return mcp;
    };

    it('tell how far the execution is, and always forward', async () => {
      const mcp = await client();
      const seen = progressHeard(mcp.client);
      const args = { namespace, flow_id: 'seven', wait_seconds: 50 };
      const result = await mcp.client.callTool({ name: 'execute_flow', arguments: args }, undefined, {
        onprogress: () => {},
      });
      const { state } = result.structuredContent as RunResult;
      assert.equal(state, 'SUCCESS');
      const messages = seen.map(({ message }) => message ?? '');
      assert.ok(messages.includes('2 of 7 task runs, now load_orders'), messages.join('\n'));
      assert.equal(messages.at(-1), '7 of 7 task runs, SUCCESS');
      const steps = seen.map(({ progress }) => progress);
      assert.ok(
        steps.every((step, at) => at === 0 || step > (steps[at - 1] ?? 0)),
        steps.join(' '),
      );
      assert.ok(seen.every(({ progress, total = Infinity }) => progress <= total + 1));
    });

    it('tell nothing to a client that did not ask for it', async () => {
      const mcp = await client();
      let told = 0;
      mcp.client.fallbackNotificationHandler = async ({ method }) => {
        if (method === 'notifications/progress') told += 1;
      };
      const args = { namespace, flow_id: 'seven', wait_seconds: 1 };
      await mcp.client.callTool({ name: 'execute_flow', arguments: args });
      assert.equal(told, 0);
    });

    /** Cancels a call once its execution runs, and gives its id. */
    const cancelled = async (mcp: McpClient): Promise<string> => {
      const stop = new AbortController();
      let id = '';
      const call = mcp.client.callTool(
        { name: 'execute_flow', arguments: { namespace, flow_id: 'sleepy', wait_seconds: 50 } },
        undefined,
        {
          signal: stop.signal,
          onprogress: ({ message = '' }) => {
            id = /^Started (\w+)/.exec(message)?.[1] ?? id;
            if (message.includes('now nap')) stop.abort('enough');
          },
        },
      );
      await assert.rejects(call);
      assert.notEqual(id, '');
      return id;
    };

    it('that are cancelled leave the execution running, and say so', async () => {
      const mcp = await client();
      const id = await cancelled(mcp);
      await eventually(() =>
        assert.match(mcp.logged.join('\n'), new RegExp(`^Execution ${id} of .* goes on: `)),
      );
      assert.equal((await readExecution(connection(), id)).state.current, 'RUNNING');
      await mcp.call('kill_execution', { execution_id: id });
    });

    it('that are cancelled kill it where the setting says so, and say so', async () => {
      const mcp = await client({ KESTRA_MCP_ON_CANCEL: 'kill' });
      const id = await cancelled(mcp);
      await untilState(connection(), id, 'KILLED');
      await eventually(() =>
        assert.match(mcp.logged.join('\n'), new RegExp(`^Execution ${id} of .* is killed, `)),
      );
    });

    it('that are cancelled never kill what they did not start', async () => {
      const mcp = await client({ KESTRA_MCP_ON_CANCEL: 'kill' });
      const args = { namespace, flow_id: 'sleepy', wait_seconds: 0, idempotency_key: `mine.${major}` };
      const { result } = await mcp.call<RunResult>('execute_flow', args);
      await untilState(connection(), result.id, 'RUNNING');
      const stop = new AbortController();
      const again = mcp.client.callTool(
        { name: 'execute_flow', arguments: { ...args, wait_seconds: 50 } },
        undefined,
        { signal: stop.signal, onprogress: () => stop.abort('enough') },
      );
      await assert.rejects(again);
      await mcp.client.ping();
      assert.equal((await readExecution(connection(), result.id)).state.current, 'RUNNING');
      const killed = await mcp.call<{ killed: boolean }>('kill_execution', { execution_id: result.id });
      assert.equal(killed.result.killed, true);
    });

    it('wait for what restart and replay make of it', async () => {
      const mcp = await client();
      const failed = await mcp.call<RunResult>('execute_flow', {
        namespace,
        flow_id: 'failing',
        wait_seconds: 50,
      });
      const { id } = failed.result;
      const restarted = await mcp.call<RunResult>('restart_execution', {
        execution_id: id,
        wait_seconds: 50,
      });
      assert.deepEqual(
        [restarted.result.id, restarted.result.state, restarted.result.failure?.taskId],
        [id, 'FAILED', 'broken'],
      );
      const replayed = await mcp.call<{ results: { execution: RunResult }[] }>('replay_execution', {
        ids: [id],
        wait_seconds: 50,
      });
      const [only] = replayed.result.results;
      assert.deepEqual([only?.execution.state, only?.execution.failure?.taskId], ['FAILED', 'broken']);
      assert.notEqual(only?.execution.id, id);
    });

    describe('while Kestra hangs', () => {
      const FOREVER = { kind: 'delay', ms: 120_000 } as const;
      const timed = async <T>(call: Promise<T>): Promise<{ ms: number; value: T }> => {
        const began = Date.now();
        const value = await call;
        return { ms: Date.now() - began, value };
      };

      it('answer in time with what is known, once it has started', async () => {
        const mcp = await client();
        await mcp.call('connection_status');
        proxy.spoil(/^GET \S+\/executions\/\w+(\/follow)?$/, FOREVER, 20);
        proxy.spoil(/^GET \S+\/flows\//, FOREVER, 20);
        const args = { namespace, flow_id: 'sleepy', wait_seconds: 2 };
        const { ms, value } = await timed(mcp.call<RunResult>('execute_flow', args));
        proxy.clear();
        assert.ok(ms < 2_000 + AROUND_MS, `${ms} ms`);
        const { id, settled } = value.result;
        assert.equal(settled, false);
        await mcp.call('kill_execution', { execution_id: id });
      });

      it('say in time that nothing was started, if the inputs cannot be checked', async () => {
        const mcp = await client();
        await mcp.call('connection_status');
        proxy.spoil(/\/validate/, FOREVER, 20);
        const args = { namespace, flow_id: 'sleepy', wait_seconds: 2 };
        const { ms, value } = await timed(mcp.refused('execute_flow', args));
        proxy.clear();
        assert.ok(ms < 2_000 + AROUND_MS, `${ms} ms`);
        assert.equal(value.code, 'TIMEOUT');
        assert.doesNotMatch(value.message, /may have been started/);
      });
    });
  });
}
