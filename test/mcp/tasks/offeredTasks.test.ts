import assert from 'node:assert/strict';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { createFlow, ownNamespace, sendOk } from '../../support/executions.ts';
import { withKestra } from '../../support/kestra.ts';
import { greeting, sleepy } from '../support/flows.ts';
import { LIMIT_MS, TaskClient, type TaskClientOptions } from './taskStage.ts';

const TASKS = { list: {}, cancel: {}, requests: { tools: { call: {} } } };

describe('to whom tasks are offered', function () {
  this.timeout(LIMIT_MS);
  const connection = withKestra(2);
  const namespace = ownNamespace('tasks.offered');
  const running: TaskClient[] = [];

  before(async () => {
    for (const flow of [greeting, sleepy]) await createFlow(connection(), flow(namespace));
  });
  afterEach(async () => {
    for (const client of running.splice(0)) await client.close();
  });

  const start = async (options: TaskClientOptions): Promise<TaskClient> => {
    const client = await new TaskClient(connection(), options).start();
    running.push(client);
    return client;
  };
  const offered = async (options: TaskClientOptions): Promise<object | undefined> =>
    (await start(options)).client.getServerCapabilities()?.tasks;

  it('to every client but VS Code, whose Stop never cancels one', async () => {
    assert.deepEqual(await offered({}), TASKS);
    for (const name of ['Visual Studio Code', 'Visual Studio Code - Insiders', 'VSCodium', 'code-server'])
      assert.equal(await offered({ name }), undefined, name);
  });

  it('to all, or to nobody, where the setting says so', async () => {
    assert.deepEqual(await offered({ name: 'Visual Studio Code', env: { KESTRA_MCP_TASKS: 'on' } }), TASKS);
    assert.equal(await offered({ env: { KESTRA_MCP_TASKS: 'off' } }), undefined);
  });

  it('to nobody who may not begin, see and kill executions', async () => {
    assert.equal(await offered({ env: { KESTRA_MCP_ACCESS: 'read' } }), undefined);
    assert.equal(await offered({ env: { KESTRA_MCP_DISABLED_TOOLS: 'execution' } }), undefined);
    assert.equal(await offered({ env: { KESTRA_MCP_TOOLSET: 'flow' } }), undefined);
    assert.equal(await offered({ env: { KESTRA_MCP_TOOLSET: 'compat' } }), undefined);
  });

  it('with the tools that begin them, and only where they are', async () => {
    const toolsOf = async (options: TaskClientOptions): Promise<string[]> => {
      const { tools } = await (await start(options)).client.listTools();
      return tools.filter(({ execution }) => execution?.taskSupport === 'optional').map(({ name }) => name);
    };
    const names = ['execute_flow', 'replay_execution', 'restart_execution'];
    assert.deepEqual((await toolsOf({})).toSorted(), names);
    assert.deepEqual(await toolsOf({ name: 'Visual Studio Code' }), []);
  });

  it('and who was offered none gets a plain answer all the same', async () => {
    const { client } = await start({ name: 'Visual Studio Code' });
    const params = { name: 'execute_flow', arguments: { namespace, flow_id: 'greeting' }, task: {} };
    const result = await client.request({ method: 'tools/call', params }, CallToolResultSchema);
    assert.equal((result.structuredContent as { state: string }).state, 'SUCCESS');
    await assert.rejects(client.experimental.tasks.getTask('x'), { code: -32601 });
  });

  it('tells a wrong setting instead of guessing', async () => {
    const { client } = await start({ env: { KESTRA_MCP_TASKS: 'always' } });
    const result = await client.callTool({ name: 'list_namespaces', arguments: {} });
    assert.match(JSON.stringify(result), /KESTRA_MCP_TASKS: expected one of auto, on, off/);
    const task = (await start({ env: { KESTRA_MCP_TASKS: 'always' } })).create('execute_flow', {});
    await assert.rejects(task, { code: -32602, message: /KESTRA_MCP_TASKS/ });
  });

  it('leaves to a server with fewer rights only what those allow', async () => {
    const client = await start({});
    const { task } = await client.create('execute_flow', { namespace, flow_id: 'sleepy' });
    const reading = await start({ env: { KESTRA_MCP_ACCESS: 'read' } });
    await assert.rejects(reading.cancel(task.taskId), { code: -32601 });
    assert.equal((await client.get(task.taskId)).status, 'working');
    await client.cancel(task.taskId);
  });

  it('loses a task with its execution', async () => {
    const client = await start({});
    const { task } = await client.create('execute_flow', { namespace, flow_id: 'greeting' });
    await client.until(task.taskId, 'completed');
    await sendOk(connection(), 'DELETE', `executions/${task.taskId}`);
    await assert.rejects(client.get(task.taskId), { code: -32602 });
  });
});
