import assert from 'node:assert/strict';
import { LISTING } from '../../src/mcp/listing.ts';
import { ownNamespace, untilState } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { approval } from '../mcp/support/flows.ts';
import { PythonClient } from './pythonClient.ts';
import { GENERATIONS, INSTALL_LIMIT_MS, pythonPackages } from './pythonPackages.ts';
import { openSource } from '../mcp/support/needs.ts';

interface Called {
  isError: boolean;
  content: { text: string }[];
}

/** Programs that were written for the official server use FastMCP, and its tools with JSON as text. */
describe("a program for the official server's tools", () => {
  const connection = withKestra();
  const namespace = ownNamespace('compat');
  let client: PythonClient;

  before(async function () {
    this.timeout(INSTALL_LIMIT_MS);
    const packages = await pythonPackages(GENERATIONS[0]);
    client = new PythonClient('fastMcpClient.py', packages, connection(), { KESTRA_MCP_TOOLSET: 'compat' });
  });
  after(() => client?.kill());

  const call = async (name: string, args: object): Promise<Record<string, unknown>> => {
    const { isError, content } = await client.ask<Called>('call_tool', { name, arguments: args });
    assert.equal(isError, false, content[0]?.text);
    return JSON.parse(content[0]?.text ?? '') as Record<string, unknown>;
  };

  it('finds exactly those', async () => {
    const tools = await client.ask<{ name: string }[]>('list_tools');
    assert.deepEqual(
      tools.map(({ name }) => name),
      openSource(LISTING.compatTools).map(({ name }) => name),
    );
  });

  it('creates a flow, runs it and resumes it with its arguments', async () => {
    const flow = await call('create_flow_from_yaml', { yaml_definition: approval(namespace) });
    assert.equal(flow['id'], 'approval');
    const execution = await call('execute_flow', { namespace, flow_id: 'approval', inputs: { amount: 20 } });
    const id = String(execution['id']);
    await untilState(connection(), id, 'PAUSED');
    await call('resume_execution', { execution_ids: [id], on_resume: { reason: 'as before' } });
    await untilState(connection(), id, 'SUCCESS');
    const seen = await call('manage_executions', { action: 'get', execution_id: id });
    assert.equal((seen['state'] as { current: string }).current, 'SUCCESS');
  });
});
