import assert from 'node:assert/strict';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKestra } from '../../src/kestra/client.ts';
import { answers, type Handler } from '../support/httpServer.ts';
import { connectionTo, failureOf, withServers } from './harness.ts';

const silence: Handler = () => undefined;
const firstHalf: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('half');
};

describe('Transport', () => {
  const { keep, serve, transportTo } = withServers();

  for (const [auth, header] of [
    [{ kind: 'none' }, undefined],
    [{ kind: 'basic', username: 'ann', password: 'pä:ss' }, 'Basic YW5uOnDDpDpzcw=='],
    [{ kind: 'token', token: 'a.b-c' }, 'Bearer a.b-c'],
  ] as const) {
    it(`signs in: ${auth.kind}`, async () => {
      const { baseUrl, requests } = await serve(answers({ body: {} }));
      await transportTo(baseUrl, { auth }).send('/x');
      assert.equal(requests[0]?.headers.authorization, header);
    });
  }

  it('keeps the context path of an instance', async () => {
    const { baseUrl, requests } = await serve(answers({ body: { results: [], total: 0 } }));
    await keep(createKestra(connectionTo(`${baseUrl}/kestra`, { tenant: 'a/b' }))).flows.search({});
    assert.equal(requests[0]?.url, '/kestra/api/v1/a%2Fb/flows/search');
  });

  describe('gives up', () => {
    for (const [what, handler] of [
      ['before an answer', silence],
      ['in the middle of an answer', firstHalf],
    ] as const) {
      it(`when the deadline passes ${what}, and says that the outcome is unknown`, async () => {
        const { baseUrl, requests } = await serve(handler);
        const call = transportTo(baseUrl).send('/x', { method: 'POST', deadlineMs: 100 });
        const { message, hint } = await failureOf(call, 'timeout');
        assert.match(message, /did not answer within 0\.1 s/);
        assert.match(hint ?? '', /may still carry it out/);
        assert.equal(requests.length, 1);
      });

      it(`when the caller does ${what}`, async () => {
        const { baseUrl, openConnections } = await serve(handler);
        const call = transportTo(baseUrl).send('/x', { signal: AbortSignal.timeout(50) });
        await failureOf(call, 'cancelled');
        await sleep(20);
        assert.equal(await openConnections(), 0);
      });
    }

    it('at once when the caller had given up before', async () => {
      const { baseUrl, requests } = await serve(answers({}));
      await failureOf(transportTo(baseUrl).send('/x', { signal: AbortSignal.abort() }), 'cancelled');
      assert.equal(requests.length, 0);
    });

    it('while it waits to try again', async () => {
      const { baseUrl, requests } = await serve(answers({ status: 503, headers: { 'retry-after': '3' } }));
      const started = Date.now();
      await failureOf(transportTo(baseUrl).send('/x', { signal: AbortSignal.timeout(100) }), 'cancelled');
      assert.ok(Date.now() - started < 1_000);
      assert.equal(requests.length, 1);
    });
  });

  it('refuses an answer that would fill the memory', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const endless = function* () {
      for (;;) yield megabyte;
    };
    const { baseUrl } = await serve((_request, response) =>
      pipeline(Readable.from(endless()), response, () => {}),
    );
    const { message, hint } = await failureOf(transportTo(baseUrl).send('/x'), 'unexpected');
    assert.match(message, /larger than 128 MB/);
    assert.match(hint ?? '', /smaller page/);
  });
});
