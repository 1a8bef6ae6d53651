import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { serverSentEvents } from '../../src/kestra/serverSentEvents.ts';
import { failureOf, withServers } from './harness.ts';

const MOST_REQUESTS = 32;
const MOST_STREAMS = 64;

describe('very many requests at a time', () => {
  const { serve, transportTo } = withServers();

  /** Holds every request until it is let go. */
  const holding = async () => {
    const held: ServerResponse[] = [];
    const server = await serve((_, response) => held.push(response));
    const until = async (count: number): Promise<void> => {
      while (server.requests.length < count) await sleep(5);
    };
    const letGo = (): void => held.splice(0).forEach((response) => response.end('{}'));
    return { server, until, letGo };
  };

  it('take turns, and all get their answer', async () => {
    const { server, until, letGo } = await holding();
    const transport = transportTo(server.baseUrl);
    const calls = Array.from({ length: 100 }, (_, index) => transport.send(`/${index}`));
    for (let answered = 0; answered < 100; answered += MOST_REQUESTS) {
      await until(Math.min(100, answered + MOST_REQUESTS));
      assert.ok((await server.openConnections()) <= MOST_REQUESTS);
      letGo();
    }
    assert.equal((await Promise.all(calls)).length, 100);
    assert.deepEqual(new Set(server.requests.map(({ url }) => url)).size, 100);
  });

  it('one that waits for its turn can be cancelled, and one that waited too long was never sent', async () => {
    const { server, until, letGo } = await holding();
    const transport = transportTo(server.baseUrl);
    const first = Array.from({ length: MOST_REQUESTS }, () => transport.send('/first'));
    await until(MOST_REQUESTS);
    const cancel = new AbortController();
    const cancelled = failureOf(transport.send('/cancelled', { signal: cancel.signal }), 'cancelled');
    const impatient = failureOf(transport.send('/late', { method: 'POST', deadlineMs: 50 }), 'unavailable');
    cancel.abort();
    await cancelled;
    assert.match((await impatient).message, /Kestra was not asked/);
    letGo();
    await Promise.all(first);
    const last = transport.send('/last');
    await until(MOST_REQUESTS + 1);
    letGo();
    await last;
    assert.ok(server.requests.every(({ url }) => ['/first', '/last'].includes(url)));
  });

  it('streams have a limit of their own, and leave room when they end', async () => {
    const server = await serve((_, response) => response.write('id: start\ndata: {}\n\n'));
    const transport = transportTo(server.baseUrl);
    const closing = new AbortController();
    const open = () => serverSentEvents(transport, '/follow', [], closing.signal);
    const streams = Array.from({ length: MOST_STREAMS }, open);
    for (const stream of streams) assert.equal((await stream.next()).value?.id, 'start');
    await failureOf(open().next(), 'unavailable');
    await streams[0]?.return(undefined);
    assert.equal((await open().next()).value?.id, 'start');
    closing.abort();
  });
});
