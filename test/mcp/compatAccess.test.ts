import assert from 'node:assert/strict';
import type { Access } from '../../src/shared/connection.ts';
import { createFlow, ownNamespace } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { McpClient, textOf } from './support/client.ts';
import { failing } from './support/flows.ts';

/** What each access level lists beyond the one before it. */
const LISTED: Readonly<Record<Access, readonly string[]>> = {
  read: [
    'download_execution_logs',
    'find_flow',
    'follow_execution_logs',
    'get_execution_logs',
    'get_instance_info',
    'list_executions',
    'list_flows_in_namespace',
    'list_flows_with_triggers',
    'list_namespace_dependencies',
    'list_namespaces',
    'manage_executions',
    'manage_flow',
    'manage_kv_store',
    'namespace_directory_action',
    'namespace_file_action',
    'search_flows',
    'search_logs',
  ],
  operate: [
    'backfill_executions',
    'change_taskrun_state',
    'execute_flow',
    'force_run_execution',
    'replay_execution',
    'restart_execution',
    'resume_execution',
  ],
  author: ['add_execution_labels', 'create_flow_from_yaml', 'generate_dashboard', 'generate_flow'],
  full: ['delete_execution_logs', 'delete_flow_logs'],
};

describe("the access levels of the official server's tools", () => {
  const connection = withKestra();
  const namespace = ownNamespace('compat-access');
  const open: McpClient[] = [];
  before(() => createFlow(connection(), failing(namespace)));
  afterEach(() => Promise.all(open.splice(0).map((client) => client.close())));

  const connect = async (access: Access, env: Record<string, string> = {}): Promise<McpClient> => {
    const client = new McpClient({ ...connection(), access }, { KESTRA_MCP_TOOLSET: 'compat', ...env });
    open.push(client);
    return client.start();
  };
  const namesOf = async (mcp: McpClient): Promise<string[]> =>
    (await mcp.client.listTools()).tools.map(({ name }) => name).toSorted();

  it('list a tool as soon as one of its actions is allowed', async () => {
    const expected: string[] = [];
    for (const [access, more] of Object.entries(LISTED)) {
      expected.push(...more);
      assert.deepEqual(await namesOf(await connect(access as Access)), expected.toSorted(), access);
    }
    assert.equal(expected.length, 30);
  });

  it('decide by the action of each call', async () => {
    const flow = { namespace, flow_id: 'failing' };
    const reader = await connect('read');
    const yaml = await reader.call('manage_flow', { ...flow, action: 'get_yaml' });
    assert.match(textOf(yaml.raw), /the invoice has no number/);
    const refused = await reader.refused('manage_flow', { ...flow, action: 'delete' });
    assert.equal(refused.code, 'REFUSED');
    assert.match(refused.message, /manage_flow with this action needs the access level 'full'/);
    const operator = await connect('operate');
    for (const action of ['enable', 'delete']) {
      assert.equal((await operator.refused('manage_flow', { ...flow, action })).code, 'REFUSED');
    }
    const author = await connect('author');
    await author.call('manage_flow', { ...flow, action: 'disable' });
    assert.equal((await author.refused('manage_flow', { ...flow, action: 'delete' })).code, 'REFUSED');
    await (await connect('full')).call('manage_flow', { ...flow, action: 'delete' });
  });

  it('decide by the default of an action that is not given', async () => {
    const reader = await connect('read');
    const missing = await reader.refused('namespace_file_action', { namespace, path: 'nope' });
    assert.equal(missing.code, 'NOT_FOUND');
    const create = { namespace, path: 'a', action: 'create', file_content: '' };
    assert.equal((await reader.refused('namespace_file_action', create)).code, 'REFUSED');
  });

  it('are below the groups that KESTRA_MCP_DISABLED_TOOLS switches off', async () => {
    const env = { KESTRA_MCP_DISABLED_TOOLS: 'ee, kv,files,logs' };
    const names = await namesOf(await connect('full', env));
    assert.equal(names.length, 29 - 1 - 2 - 6);
    assert.ok(!names.some((name) => /kv|file|logs/.test(name)));
    const error = await (
      await connect('full', env)
    ).refused('manage_kv_store', { namespace, action: 'list' });
    assert.match(error.message, /'kv' is switched off/);
  });

  it('come after arguments that do not fit', async () => {
    const reader = await connect('read');
    for (const args of [
      { action: 'get', execution_id: 'x', extra: 1 },
      { action: 'nope', execution_id: 'x' },
      { execution_id: 'x' },
      { action: 'get', execution_id: 7 },
    ]) {
      const error = await reader.refused('manage_executions', args);
      assert.equal(error.code, 'INVALID');
      assert.match(error.hint ?? '', /its arguments are: action, execution_id, status, cascade/);
    }
  });
});
