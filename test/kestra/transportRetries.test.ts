import assert from 'node:assert/strict';
import { answers, type Answer, type Handler } from '../support/httpServer.ts';
import { failureOf, withServers } from './harness.ts';

const OK: Answer = { body: { fine: true } };
const HTML: Answer = { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Gateway</h1>' };

/** Breaks the connection for the first so many requests. */
function breaking(times: number, after: string): Handler {
  const fine = answers(OK);
  return (request, response, index) => {
    if (index >= times) return fine(request, response, index);
    if (after === '') return response.destroy();
    response.writeHead(200, { 'content-length': '100' });
    return response.write(after, () => response.destroy());
  };
}

describe('retries', () => {
  const { serve, transportTo } = withServers();

  for (const [what, handler] of [
    ['503', answers({ status: 503 }, { status: 503 }, OK)],
    ["a proxy's page", answers(HTML, HTML, OK)],
    ['429 with Retry-After', answers({ status: 429, headers: { 'retry-after': '0' } }, OK)],
    ['a connection closed without an answer', breaking(2, '')],
    ['an answer cut in the middle', breaking(1, 'half')],
  ] as const) {
    it(`a GET is sent again after ${what}`, async () => {
      const { baseUrl } = await serve(handler);
      assert.equal((await transportTo(baseUrl).send('/x')).text, '{"fine":true}');
    });

    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      it(`a ${method} is never sent again after ${what}`, async () => {
        const { baseUrl, requests } = await serve(handler);
        await failureOf(
          transportTo(baseUrl).send('/x', { method, body: method === 'POST' ? '{}' : undefined }),
        );
        assert.equal(requests.length, 1);
      });
    }
  }

  it('end after three times with what was last said', async () => {
    const { baseUrl, requests } = await serve(answers({ status: 503, body: { message: 'starting' } }));
    const failure = await failureOf(transportTo(baseUrl).send('/x'), 'unavailable');
    assert.deepEqual([failure.message, failure.status, requests.length], ['starting', 503, 3]);
  });

  it('wait as long as the server asks', async () => {
    const { baseUrl } = await serve(answers({ status: 429, headers: { 'retry-after': '1' } }, OK));
    const started = Date.now();
    await transportTo(baseUrl).send('/x');
    assert.ok(Date.now() - started >= 990);
  });

  it('do not keep a caller waiting for long: the time is told instead', async () => {
    const { baseUrl, requests } = await serve(answers({ status: 429, headers: { 'retry-after': '60' } }));
    const { retryAfterSeconds } = await failureOf(transportTo(baseUrl).send('/x'), 'rate_limited');
    assert.deepEqual([retryAfterSeconds, requests.length], [60, 1]);
  });

  for (const status of [400, 401, 403, 404, 409, 422, 500]) {
    it(`do not follow a ${status}, which would be the same again`, async () => {
      const { baseUrl, requests } = await serve(answers({ status }));
      await failureOf(transportTo(baseUrl).send('/x'));
      assert.equal(requests.length, 1);
    });
  }
});
