import assert from 'node:assert/strict';
import { createFlow, ownNamespace } from '../support/executions.ts';
import { withKestraEe } from '../support/kestraEe.ts';
import { McpClient } from './support/client.ts';
import { greeting, greetingTests } from './support/unitTests.ts';

describe("the official server's tools for unit tests and drafts", () => {
  const enterprise = withKestraEe();
  const namespace = ownNamespace('compattests');
  let mcp: McpClient;

  before(async () => {
    const { connection } = enterprise();
    await createFlow(connection, greeting(namespace));
    mcp = await new McpClient(connection, { KESTRA_MCP_TOOLSET: 'compat' }).start();
  });
  after(() => mcp?.close());

  const manage = async (args: object): Promise<Record<string, unknown>> => {
    const { raw } = await mcp.call('manage_tests', { ...args });
    const [first] = raw.content;
    return JSON.parse(first?.type === 'text' ? first.text : '{}') as Record<string, unknown>;
  };

  it('manage_tests creates a test, goes over it, runs and deletes it', async () => {
    const yaml_source = greetingTests(namespace);
    const test = { namespace, id_: 'greeting-tests' };
    assert.equal((await manage({ action: 'create', yaml_source }))['outcome'], 'created');
    const changed = yaml_source.replace('HELLO you', 'Hello you');
    assert.equal((await manage({ action: 'create', yaml_source: changed }))['outcome'], 'updated');
    const run = await manage({ action: 'run', ...test });
    assert.deepEqual(
      (run['cases'] as { id: string; state: string }[]).map(({ id, state }) => [id, state]),
      [
        ['lets-nobody-in', 'ERROR'],
        ['greets', 'SUCCESS'],
        ['shouts', 'SUCCESS'],
      ],
    );
    await manage({ action: 'delete', ...test });
    assert.equal((await mcp.refused('manage_tests', { action: 'run', ...test })).code, 'NOT_FOUND');
  });

  it('generate_test and generate_app save what they wrote when that is wanted', async () => {
    await mcp.call('generate_test', { user_prompt: 'it says hello', auto_create: true });
    const kept = { namespace: 'company.team', id_: 'generated-test' };
    await manage({ action: 'delete', ...kept });
    await mcp.call('generate_app', { user_prompt: 'a form for refunds', auto_create: true });
    const { raw } = await mcp.call('search_apps', {});
    assert.match(JSON.stringify(raw.content), /a form for refunds/);
  });
});
