import assert from 'node:assert/strict';
import { request as httpRequest, type RequestOptions } from 'node:http';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { createFlow, ownNamespace } from '../../support/executions.ts';
import { withKestra } from '../../support/kestra.ts';
import { brief } from '../support/flows.ts';
import { TeamServer } from '../support/teamServer.ts';

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bare', version: '1' } },
};

describe('kestra-mcp serve on a laptop', () => {
  const kestra = withKestra();
  const namespace = ownNamespace('laptop');
  let server: TeamServer;
  let client: Client;

  before(async () => {
    await createFlow(kestra(), brief(namespace));
    server = await TeamServer.start(kestra(), { args: ['--management-port', '0'] });
    client = await server.client();
  });
  after(async () => {
    await client.close();
    assert.equal(await server.stop(), 0);
  });

  it('listens on this machine alone and makes up a token', () => {
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
    assert.match(server.token, /^[\w-]{32}$/);
    assert.ok(!server.log().includes(server.token));
  });

  it('offers and carries out what the stdio server does', async () => {
    const { tools } = await client.listTools();
    assert.ok(tools.some(({ name }) => name === 'list_executions'));
    const { structuredContent } = await client.callTool({ name: 'connection_status', arguments: {} });
    assert.equal((structuredContent as { baseUrl: string }).baseUrl, kestra().baseUrl);
  });

  it('answers 401 with a challenge to whoever has no or a wrong token', async () => {
    for (const authorization of ['', 'Bearer wrong', `Basic ${server.token}`]) {
      const answer = await server.post(INITIALIZE, { authorization });
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
    }
    const inQuery = await fetch(`${server.url}?access_token=${server.token}`, { method: 'POST' });
    assert.equal(inQuery.status, 401);
  });

  it('is not to be reached under another name, nor from a page of another origin', async () => {
    assert.equal(await statusAs({ host: 'evil.example' }), 403);
    assert.equal(await statusAs({ origin: 'https://evil.example' }), 403);
    assert.equal(await statusAs({ origin: 'null' }), 403);
    assert.equal(await statusAs({ origin: new URL(server.url).origin }), 200);
  });

  /** The status of an initialize with these headers. */
  function statusAs(headers: Record<string, string>): Promise<number> {
    const usual = {
      authorization: `Bearer ${server.token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const options = { method: 'POST', headers: { ...usual, ...headers } };
    return statusOf(server.url, options, JSON.stringify(INITIALIZE));
  }

  it('refuses a body that is too long, no JSON or of another type', async () => {
    assert.equal((await server.post('x'.repeat(5_000_000))).status, 413);
    assert.equal((await server.post('{')).status, 400);
    assert.equal((await server.post('{}', { 'content-type': 'text/plain' })).status, 415);
  });

  it('wants a session, and knows none that it did not make', async () => {
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' };
    assert.equal((await server.post(list)).status, 400);
    assert.equal((await server.post(list, { 'mcp-session-id': 's1.AAAA' })).status, 404);
    assert.equal((await server.post(list, { 'mcp-session-id': 'x'.repeat(200) })).status, 404);
  });

  it('ends a session for good when its client says so', async () => {
    const begun = await server.post(INITIALIZE);
    await begun.text();
    const id = begun.headers.get('mcp-session-id') ?? '';
    const headers = { 'mcp-session-id': id, 'mcp-protocol-version': '2025-11-25' };
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' };
    assert.equal((await server.post(list, headers)).status, 200);
    const authorization = `Bearer ${server.token}`;
    const ended = await fetch(server.url, { method: 'DELETE', headers: { ...headers, authorization } });
    assert.equal(ended.status, 200);
    assert.equal((await server.post(list, headers)).status, 404);
  });

  it('lets what is under way end when it is stopped', async () => {
    const stopped = await TeamServer.start(kestra());
    const patient = await stopped.client();
    const began = Promise.withResolvers<void>();
    const args = { namespace, flow_id: 'brief', wait_seconds: 50 };
    const answer = patient.callTool({ name: 'execute_flow', arguments: args }, undefined, {
      onprogress: () => began.resolve(),
    });
    answer.catch(began.reject);
    await began.promise;
    const code = stopped.stop();
    const { structuredContent } = await answer;
    assert.equal((structuredContent as { state: string }).state, 'SUCCESS');
    assert.equal(await code, 0);
    await patient.close();
  });

  it('tells how it is', async () => {
    const at = (path: string): Promise<Response> => fetch(new URL(path, server.url));
    assert.deepEqual(await (await at('/healthz')).json(), { status: 'ok' });
    assert.equal((await at('/readyz')).status, 200);
    const figures = await (await at('/metrics')).text();
    assert.match(figures, /^kestra_mcp_sessions \d+$/m);
    assert.match(
      figures,
      /^kestra_mcp_tool_calls_total\{tool="connection_status",decision="allowed",outcome="ok"\} 1$/m,
    );
    assert.match(figures, /^kestra_mcp_refused_requests_total\{reason="authentication"\} \d+$/m);
    assert.equal((await at('/elsewhere')).status, 404);
  });

  it('tells it at a port of its own too, under any name, and nothing else there', async () => {
    const [, management = ''] = /"management":"([^"]+)"/.exec(server.log()) ?? [];
    const at = (path: string): Promise<number> =>
      statusOf(new URL(path, management), { headers: { host: '10.0.0.7:9081' } });
    assert.equal(await at('/healthz'), 200);
    assert.equal(await at('/readyz'), 200);
    assert.equal(await at('/metrics?of=all'), 200);
    assert.equal(await at('/mcp'), 404);
  });
});

/** With headers that fetch would not let us set. */
function statusOf(url: string | URL, options: RequestOptions, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, options);
    request.once('error', reject);
    request.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.end(body);
  });
}
