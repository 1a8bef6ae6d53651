import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection } from '../../src/shared/connection.ts';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { McpClient } from './support/client.ts';
import { approval } from './support/flows.ts';

interface Status {
  connected: boolean;
  problem?: { code: string; message: string; hint?: string };
}

describe('the server in bad weather', () => {
  const connection = withKestra();
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const thing of open.splice(0)) await thing.close();
  });

  const connect = async (change: Partial<Connection>): Promise<McpClient> => {
    const client = await new McpClient({ ...connection(), ...change }).start();
    open.push(client);
    return client;
  };
  const serve = async (handler: RequestListener): Promise<string> => {
    const server: Server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => (server.closeAllConnections(), server.close()) });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it('a wrong password is told from a right one, though /configs is open on 1.x', async () => {
    const mcp = await connect({
      auth: { kind: 'basic', username: 'admin@kestra.io', password: 'Wrong1234' },
    });
    const { result } = await mcp.call<Status>('connection_status');
    assert.equal(result.connected, false);
    assert.equal(result.problem?.code, 'UNAUTHENTICATED');
    const error = await mcp.refused('list_executions');
    assert.equal(error.code, 'UNAUTHENTICATED');
    assert.match(error.hint ?? '', /Ask the user to correct the credentials/);
    assert.doesNotMatch(mcp.received.join(), /Wrong1234/);
  });

  it('a wrong tenant is told in Kestra’s words', async () => {
    const error = await (await connect({ tenant: 'nobody' })).refused('list_executions');
    assert.match(error.message, /Tenant must be 'main' for OSS version/);
  });

  it('a server that is down is unreachable, and the server goes on to answer', async () => {
    const mcp = await connect({ baseUrl: 'http://127.0.0.1:9' });
    const error = await mcp.refused('execute_flow', { namespace: 'a', flow_id: 'b' });
    assert.equal(error.code, 'UNREACHABLE');
    assert.match(error.message, /http:\/\/127\.0\.0\.1:9 cannot be reached: nothing listens there/);
    assert.equal((await mcp.call<Status>('connection_status')).result.connected, false);
  });

  it('another service at the address is no Kestra', async () => {
    const baseUrl = await serve((_, response) =>
      response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>'),
    );
    const error = await (await connect({ baseUrl })).refused('list_namespaces');
    assert.equal(error.code, 'UNEXPECTED');
    assert.match(error.message, /not JSON but begins with '<h1>Sign in/);
    assert.match(error.hint ?? '', /URL of this connection/);
  });

  it('a server that dies in the middle of a start says that the outcome is unknown, and starts nothing twice', async () => {
    let starts = 0;
    const baseUrl = await serve((request, response) => {
      if (request.url?.includes('/validate')) return response.end('{"inputs":[]}');
      if (request.url?.includes('/configs')) return response.end('{"version":"1.3.25"}');
      if (request.method === 'POST') starts += 1;
      return request.socket.destroy();
    });
    const error = await (
      await connect({ baseUrl })
    ).refused('execute_flow', { namespace: 'a', flow_id: 'b' });
    assert.equal(error.code, 'INTERRUPTED');
    assert.match(error.message, /may have been started, with idempotency_key auto-/);
    assert.match(error.hint ?? '', /call execute_flow again with it/);
    assert.equal(starts, 1);
  });

  it('whoever resumes second hears what became of it', async () => {
    const namespace = ownNamespace('race');
    await createFlow(connection(), approval(namespace));
    const id = await startExecution(connection(), { namespace, flowId: 'approval' });
    await untilState(connection(), id, 'PAUSED');
    const resume = { execution_ids: [id], on_resume: { reason: 'me first' } };
    const [one, two] = await Promise.all([connect({}), connect({})]);
    const outcomes = await Promise.allSettled([
      one.call('resume_execution', resume),
      two.call('resume_execution', resume),
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    // Both may have passed Kestra's own check in the same instant; then none of them is refused.
    assert.ok(lost.length <= 1);
    for (const { reason } of lost) assert.match(String(reason), /CONFLICT/);
    await untilState(connection(), id, 'SUCCESS');
  });

  it('a cancelled call leaves the server ready for the next', async () => {
    let hanging: () => void = () => {};
    const asked = new Promise<void>((resolve) => (hanging = resolve));
    const baseUrl = await serve(() => hanging());
    const mcp = await connect({ baseUrl });
    const cancel = new AbortController();
    const call = mcp.call('list_namespaces', {}, cancel.signal);
    await asked;
    cancel.abort('enough');
    await assert.rejects(call);
    assert.ok((await mcp.client.listTools()).tools.length > 0);
  });
});
