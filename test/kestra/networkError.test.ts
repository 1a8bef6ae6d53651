import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { failureOf, withServers } from './harness.ts';
import { answers } from '../support/httpServer.ts';

describe('the network', () => {
  const { keep, serve, transportTo } = withServers();

  /** A server that speaks no HTTP; its port. */
  const listen = async (onConnection: (socket: Socket) => unknown): Promise<number> => {
    const server = createServer((socket) => void onConnection(socket.resume().on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    keep({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    return (server.address() as AddressInfo).port;
  };

  const closedPort = async (): Promise<number> => {
    const { port, close } = await serve(answers({}));
    await close();
    return port;
  };

  for (const host of ['127.0.0.1', 'localhost']) {
    it(`nothing listens on ${host}`, async () => {
      const baseUrl = `http://${host}:${await closedPort()}`;
      const { message, hint } = await failureOf(transportTo(baseUrl).send('/x'), 'unreachable');
      assert.equal(message, `Kestra at ${baseUrl} cannot be reached: nothing listens there (ECONNREFUSED).`);
      assert.match(hint ?? '', /Check that Kestra runs/);
    });
  }

  it('the host does not exist', async () => {
    const { message } = await failureOf(transportTo('http://kestra.invalid').send('/x'), 'unreachable');
    assert.match(
      message,
      /^Kestra at http:\/\/kestra\.invalid cannot be reached: the host name .*\((ENOTFOUND|EAI_AGAIN)\)\.$/,
    );
  });

  it('https where only http is spoken', async () => {
    const { port } = await serve(answers({}));
    const { message } = await failureOf(transportTo(`https://127.0.0.1:${port}`).send('/x'), 'unreachable');
    assert.match(message, /TLS/);
  });

  it('the server dies before it answers: the outcome is unknown', async () => {
    const { baseUrl } = await serve((_request, response) => response.destroy());
    const { message, hint } = await failureOf(
      transportTo(baseUrl).send('/x', { method: 'POST' }),
      'interrupted',
    );
    assert.match(
      message,
      new RegExp(`^The connection to ${baseUrl} broke before Kestra had answered \\(.+\\)\\.$`),
    );
    assert.match(hint ?? '', /^Look at the present state before doing it again/);
  });

  it('something else than HTTP answers', async () => {
    const port = await listen((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    await failureOf(transportTo(`http://127.0.0.1:${port}`).send('/x', { method: 'POST' }), 'interrupted');
  });
});
