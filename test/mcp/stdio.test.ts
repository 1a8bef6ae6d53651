import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ServerProcess } from './support/serverProcess.ts';

/** A host that takes connections and never answers. */
async function silentHost(): Promise<{ server: Server; baseUrl: string; connected: Promise<void> }> {
  const server = createServer();
  const connected = new Promise<void>((resolve) => server.once('connection', () => resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, connected, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('the server over stdio', () => {
  const running: ServerProcess[] = [];
  const start = (env: Record<string, string> = {}): ServerProcess => {
    const server = new ServerProcess({ KESTRA_BASE_URL: 'http://127.0.0.1:9', ...env });
    running.push(server);
    return server;
  };
  afterEach(() => {
    for (const server of running.splice(0)) server.kill();
  });

  it('presents itself as Kestra, so that VS Code names its tools mcp_kestra_*', async () => {
    const { result } = (await start().initialize()) as {
      result: { serverInfo: object; protocolVersion: string };
    };
    assert.equal(result.protocolVersion, '2025-11-25');
    assert.deepEqual(
      { ...result.serverInfo, version: '' },
      { name: 'kestra-mcp', title: 'Kestra', version: '' },
    );
  });

  it('adds the name of its connection where there are several', async () => {
    const answer = await start({ KESTRA_MCP_CONNECTION: 'production' }).initialize();
    assert.match(JSON.stringify(answer), /"title":"Kestra production"/);
  });

  it('ends with stdin, even while a call is under way', async () => {
    const host = await silentHost();
    const server = start({ KESTRA_BASE_URL: host.baseUrl });
    await server.initialize();
    void server.request(1, 'tools/call', { name: 'list_executions', arguments: {} });
    await host.connected;
    server.child.stdin.end();
    assert.equal(await server.exited, 0);
    host.server.close();
  });

  it('survives lines that are no JSON-RPC, and writes nothing but JSON-RPC', async () => {
    const server = start();
    await server.initialize();
    server.write('not json\n{"jsonrpc":"2.0"}\n[]\n{"id":1}\n\n"\u0000"\n');
    const { result } = (await server.request(2, 'tools/list')) as { result: { tools: unknown[] } };
    assert.ok(result.tools.length > 0);
    for (const line of server.lines) assert.equal((JSON.parse(line) as { jsonrpc: string }).jsonrpc, '2.0');
  });

  it('answers a tool that does not exist with the error of the protocol', async () => {
    const server = start();
    await server.initialize();
    const { error } = (await server.request(1, 'tools/call', { name: 'drop_tables' })) as {
      error: { code: number };
    };
    assert.equal(error.code, -32602);
  });

  it('tells a wrong configuration in every call instead of dying', async () => {
    const server = start({ KESTRA_BASE_URL: 'ftp://kestra', KESTRA_MCP_ACCESS: 'everything' });
    await server.initialize();
    const answer = JSON.stringify(await server.request(1, 'tools/call', { name: 'list_namespaces' }));
    assert.match(answer, /KESTRA_BASE_URL: .*ftp/);
    assert.match(answer, /KESTRA_MCP_ACCESS: expected one of read, operate, author, full/);
  });

  it('does not list what the connection does not allow, and refuses it', async () => {
    const server = start({ KESTRA_MCP_ACCESS: 'read', KESTRA_MCP_DISABLED_TOOLS: 'logs' });
    await server.initialize();
    const listed = JSON.stringify(await server.request(1, 'tools/list'));
    assert.match(listed, /"get_execution"/);
    assert.doesNotMatch(listed, /"(kill_execution|get_execution_logs)"/);
    const call = { name: 'kill_execution', arguments: { execution_id: 'x' } };
    assert.match(
      JSON.stringify(await server.request(2, 'tools/call', call)),
      /needs the access level 'operate'/,
    );
    const logs = { name: 'get_execution_logs', arguments: { execution_id: 'x' } };
    assert.match(JSON.stringify(await server.request(3, 'tools/call', logs)), /switched off/);
  });
});
