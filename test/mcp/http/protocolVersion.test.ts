import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { withKestra } from '../../support/kestra.ts';
import { TeamServer } from '../support/teamServer.ts';

const NEXT = '2026-07-28';

describe('a client of the specification 2026-07-28', () => {
  const kestra = withKestra();
  let server: TeamServer;

  before(async () => {
    server = await TeamServer.start(kestra());
  });
  after(() => server?.stop());

  it('is told which versions are spoken here', async () => {
    const _meta = { 'io.modelcontextprotocol/protocolVersion': NEXT };
    for (const [body, headers] of [
      [{ jsonrpc: '2.0', id: 7, method: 'server/discover', params: { _meta } }, {}],
      [{ jsonrpc: '2.0', id: 7, method: 'tools/list' }, { 'mcp-protocol-version': NEXT }],
    ] as const) {
      const answer = await server.post(body, headers);
      assert.equal(answer.status, 400);
      const { id, error } = (await answer.json()) as {
        id: number;
        error: { code: number; data: { supported: string[]; requested: string } };
      };
      assert.deepEqual([id, error.code, error.data.requested], [7, -32_022, NEXT]);
      assert.ok(error.data.supported.includes('2025-11-25') && !error.data.supported.includes(NEXT));
    }
  });

  it('gets in with the version before it, if it knows that one', async () => {
    const client = new Client({ name: 'next', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    const requestInit = { headers: { authorization: `Bearer ${server.token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit }));
    const { tools } = await client.listTools();
    assert.ok(tools.some(({ name }) => name === 'list_executions'));
    const { isError } = await client.callTool({ name: 'list_namespaces', arguments: {} });
    assert.notEqual(isError, true);
    await client.close();
  });
});
