import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { taskOwner } from '../../../src/mcp/tasks/taskOwner.ts';
import { createFlow, ownNamespace, sendOk, startExecution, untilState } from '../../support/executions.ts';
import { startFaultProxy, type FaultProxy } from '../../support/faultProxy.ts';
import { enginePid, withKestra } from '../../support/kestra.ts';
import { sleepy } from '../support/flows.ts';
import { LIMIT_MS, TaskClient } from './taskStage.ts';

const FOLLOWS = 200;
/** So many connections prove that it follows; a server opens 64 streams at most. */
const MANY = 40;
/** Pools keep some threads for a minute; a thread per follow would be many more. */
const SPARE_THREADS = 60;
/** Longer than the longest pause between two looks of anything that still followed right after it began. */
const QUIET_MS = 3_000;

const onLinux = existsSync('/proc/self/fd');

/** The sockets of a process, as its kernel counts them. */
async function socketsOf(pid: number): Promise<number> {
  const open = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => target.startsWith('socket:')).length;
}

async function threadsOf(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/task`)).length;
}

async function eventually(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + LIMIT_MS / 2; !(await isSo()); await sleep(100))
    if (Date.now() > end) throw new Error(`It has not come to pass: ${what}.`);
}

describe(`${FOLLOWS} follows that are abandoned`, function () {
  this.timeout(2 * LIMIT_MS);
  const connection = withKestra(1);
  const namespace = ownNamespace('leaks');
  const ids: string[] = [];
  let proxy: FaultProxy;
  let client: TaskClient;

  before('four executions that last, which are tasks that no server has begun', async () => {
    await createFlow(connection(), sleepy(namespace).replace('PT60S', 'PT10M'));
    const labels = { 'mcp-task': 'execute_flow.1', 'mcp-task-owner': taskOwner(connection()) };
    for (let index = 0; index < 4; index += 1) {
      const id = await startExecution(connection(), { namespace, flowId: 'sleepy' }, {}, labels);
      await untilState(connection(), id, 'RUNNING');
      ids.push(id);
    }
    proxy = await startFaultProxy(connection().baseUrl);
  });
  beforeEach(async () => {
    const env = { KESTRA_MCP_TOOLSET: 'default,logs' };
    client = await new TaskClient({ ...connection(), baseUrl: proxy.baseUrl }, { env }).start();
  });
  afterEach(() => client.close());
  after(async () => {
    for (const id of ids) await sendOk(connection(), 'DELETE', `executions/${id}/kill`);
    await proxy?.close();
  });

  /** A third each: the log, the result of a task, a subscription. */
  const follow = async (index: number, signal: AbortSignal): Promise<void> => {
    const id = ids[index % ids.length] ?? '';
    const options = { signal, timeout: LIMIT_MS };
    if (index % 3 === 0) {
      const params = { name: 'follow_execution_logs', arguments: { execution_id: id, wait_seconds: 50 } };
      await client.client.request({ method: 'tools/call', params }, CallToolResultSchema, options);
    } else if (index % 3 === 1) await client.result(id, signal);
    else {
      const uri = `kestra://execution/${id}`;
      const { client: subscriber } = client;
      // Told even where the subscription was not answered yet: it may stand all the same.
      signal.addEventListener('abort', () => void subscriber.unsubscribeResource({ uri }).catch(() => {}));
      await subscriber.subscribeResource({ uri }, options);
    }
  };

  /** Begins them all and waits until they are under way. */
  const followAll = async (): Promise<() => Promise<void>> => {
    const abandon = new AbortController();
    const all = Array.from({ length: FOLLOWS }, (_, index) => follow(index, abandon.signal).catch(() => {}));
    await eventually('streams are open', async () => (await proxy.openConnections()) > MANY);
    return async () => {
      abandon.abort();
      await Promise.all(all);
    };
  };
  const connectionsGone = (): Promise<void> =>
    eventually('no connection to Kestra is open', async () => (await proxy.openConnections()) === 0);

  it('leave no socket and ask nothing more when the client cancels them', async function () {
    await client.get(ids[0] ?? '');
    const { pid } = client.transport;
    assert.ok(pid);
    await connectionsGone();
    const before = onLinux ? await socketsOf(pid) : 0;
    await (
      await followAll()
    )();
    await connectionsGone();
    if (onLinux) assert.equal(await socketsOf(pid), before);
    const heard = proxy.heard.length;
    await sleep(QUIET_MS);
    assert.deepEqual(proxy.heard.slice(heard), []);
    assert.equal((await client.get(ids[0] ?? '')).status, 'working', 'the server works on');
  });

  it('leave nothing in Kestra, whether the client closes or the server is killed', async function () {
    const engine = await enginePid();
    const measured = engine !== undefined && onLinux ? engine : undefined;
    await connectionsGone();
    const before = measured === undefined ? 0 : await threadsOf(measured);
    const sockets = measured === undefined ? 0 : await socketsOf(measured);
    for (const end of ['close', 'kill'] as const) {
      const abandon = await followAll();
      const { pid } = client.transport;
      assert.ok(pid);
      if (end === 'kill') process.kill(pid, 'SIGKILL');
      await client.close();
      await abandon();
      await connectionsGone();
      const env = { KESTRA_MCP_TOOLSET: 'default,logs' };
      client = await new TaskClient({ ...connection(), baseUrl: proxy.baseUrl }, { env }).start();
    }
    if (measured === undefined) return;
    await eventually(
      'Kestra has as few sockets as before',
      async () => (await socketsOf(measured)) <= sockets,
    );
    assert.ok((await threadsOf(measured)) <= before + SPARE_THREADS, 'threads of Kestra');
  });
});
