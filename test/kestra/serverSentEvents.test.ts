import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverSentEvents, type ServerSentEvent } from '../../src/kestra/serverSentEvents.ts';
import { answers, type HttpServer } from '../support/httpServer.ts';
import { failureOf, withServers } from './harness.ts';

const FRAMES =
  'id: start\ndata: {"id":"e1"}\n\nid: progress\ndata: {"text":"Zürich 日本"}\n\nid: end\ndata: {}\n\n';

describe('serverSentEvents', () => {
  const { serve, transportTo } = withServers();
  const never = new AbortController().signal;

  const streaming = (write: (response: ServerResponse) => unknown): Promise<HttpServer> =>
    serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return write(response);
    });
  const events = ({ baseUrl }: HttpServer, signal = never) =>
    serverSentEvents(transportTo(baseUrl), '/follow', [['a', 'b']], signal);
  const all = async (stream: AsyncIterable<ServerSentEvent>): Promise<ServerSentEvent[]> => {
    const frames: ServerSentEvent[] = [];
    for await (const frame of stream) frames.push(frame);
    return frames;
  };
  const untilClosed = async (server: HttpServer): Promise<void> => {
    for (let tries = 0; (await server.openConnections()) > 0; tries += 1) {
      assert.ok(tries < 100, 'the connection stays open');
      await sleep(10);
    }
  };

  it('asks for an event stream', async () => {
    const server = await streaming((response) => response.end());
    assert.deepEqual(await all(events(server)), []);
    const [request] = server.requests;
    assert.deepEqual([request?.url, request?.headers.accept], ['/follow?a=b', 'text/event-stream']);
  });

  it('puts frames together that arrive byte by byte', async () => {
    const server = await streaming(async (response) => {
      for (const byte of Buffer.from(FRAMES)) {
        response.write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      response.end();
    });
    assert.deepEqual(await all(events(server)), [
      { id: 'start', data: '{"id":"e1"}' },
      { id: 'progress', data: '{"text":"Zürich 日本"}' },
      { id: 'end', data: '{}' },
    ]);
  });

  it('takes several frames of one chunk apart, and leaves out one that was not finished', async () => {
    const server = await streaming((response) => response.end(`: comment\n\n${FRAMES}id: cut\ndata: {"a"`));
    assert.deepEqual(
      (await all(events(server))).map(({ id }) => id),
      ['start', 'progress', 'end'],
    );
  });

  it('closes the connection when the loop is left', async () => {
    const server = await streaming((response) => response.write(FRAMES));
    for await (const { id } of events(server)) if (id === 'progress') break;
    await untilClosed(server);
  });

  it('ends with what the caller gave up, while nothing arrives', async () => {
    const server = await streaming((response) => response.write(FRAMES));
    await failureOf(all(events(server, AbortSignal.timeout(50))), 'cancelled');
    await untilClosed(server);
  });

  it('says that it broke when the server dies in the middle', async () => {
    const server = await streaming((response) => response.write(FRAMES, () => response.destroy()));
    const seen: (string | undefined)[] = [];
    const reading = (async () => {
      for await (const { id } of events(server)) seen.push(id);
    })();
    await failureOf(reading, 'interrupted');
    assert.deepEqual(seen, ['start', 'progress', 'end']);
  });

  it('tells a refusal as any other call, without trying again', async () => {
    const server = await serve(answers({ status: 503, body: { message: 'starting' } }));
    const { message } = await failureOf(all(events(server)), 'unavailable');
    assert.deepEqual([message, server.requests.length], ['starting', 1]);
  });
});
