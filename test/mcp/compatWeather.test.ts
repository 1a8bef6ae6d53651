import assert from 'node:assert/strict';
import { createFlow, ownNamespace } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { behindProxy } from './support/behindProxy.ts';
import { McpClient } from './support/client.ts';
import { failing } from './support/flows.ts';

const COMPAT = { KESTRA_MCP_TOOLSET: 'compat' };

describe("the official server's tools in bad weather", () => {
  const connection = withKestra();
  const namespace = ownNamespace('compat-weather');
  const stage = behindProxy(connection, COMPAT);
  before(() => createFlow(connection(), failing(namespace)));

  it('execute_flow says that it has started one whose state cannot be read', async () => {
    const { mcp, proxy } = stage();
    proxy.spoil(/^GET \S+\/executions\/\w+$/, { kind: 'answer', answer: { status: 500, body: {} } });
    const error = await mcp.refused('execute_flow', { namespace, flow_id: 'failing' });
    assert.match(
      error.message,
      /^Execution \w+ was started: do not do it again. What became of it could not be read/,
    );
    assert.match(error.hint ?? '', /Do not do it again/);
  });

  it('a Kestra that is down is told without tools that are not there', async () => {
    const mcp = await new McpClient({ ...connection(), baseUrl: 'http://127.0.0.1:9' }, COMPAT).start();
    try {
      const error = await mcp.refused('list_executions', { namespace });
      assert.deepEqual(
        [error.code, error.hint],
        ['UNREACHABLE', 'Tell the user that Kestra cannot be reached.'],
      );
      assert.doesNotMatch(mcp.client.getInstructions() ?? '', /get_execution/);
    } finally {
      await mcp.close();
    }
  });
});
