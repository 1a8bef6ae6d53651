import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { McpClient } from '../mcp/support/client.ts';
import { createFlow, ownNamespace, sendOk, startExecution, untilState } from '../support/executions.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../support/faultProxy.ts';
import { startHttpServer, type HttpServer } from '../support/httpServer.ts';
import { withKestra } from '../support/kestra.ts';
import { quick } from './support/flows.ts';
import { nested } from './support/hostileValues.ts';
import { inLanes } from './support/lanes.ts';
import { Random } from '../support/random.ts';
import { IS_LONG, SEED } from './support/cases.ts';
import { record } from './support/reliability.ts';

const GARBLED = IS_LONG ? 3_000 : 120;
const MEGABYTE = 1024 * 1024;
const ANY_CODE =
  /^(INVALID|UNAUTHENTICATED|FORBIDDEN|NOT_FOUND|CONFLICT|UNREACHABLE|INTERRUPTED|TIMEOUT|RATE_LIMITED|UNAVAILABLE|UNEXPECTED)$/;

/** Bytes in place of an answer; Kestra hears nothing. */
const raw = (text: string): Fault => ({
  kind: 'handle',
  handle: (_, response) => response.socket?.end(text),
});
const json = (body: string, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  answer: { body, headers: { 'content-type': 'application/json', ...headers } },
});
const status = (code: number, headers: Record<string, string>, body = ''): Fault => ({
  kind: 'answer',
  answer: { status: code, headers, body },
});
const page = (size: number): string =>
  `<html><body><h1>Bad Gateway</h1>${'<p>x</p>'.repeat(size / 8)}</body></html>`;
const HTML = { 'content-type': 'text/html' };

/** What may stand where Kestra's answer should be, and how an agent is told. */
const WEATHER: readonly [what: string, fault: Fault, code: string, told: RegExp][] = [
  ['a page of 1 MB with 502', status(502, HTML, page(MEGABYTE)), 'UNAVAILABLE', /web page/],
  ['a page with 503 and no type', status(503, {}, page(80)), 'UNAVAILABLE', /./],
  ['a page to sign in with 200', status(200, HTML, page(80)), 'UNEXPECTED', /not JSON.*html/],
  ['nothing with 200', status(200, {}), 'UNEXPECTED', /not JSON/],
  ['204', status(204, {}), 'UNEXPECTED', /not JSON/],
  ['304', status(304, {}), 'UNEXPECTED', /HTTP 304/],
  ['status 999', raw('HTTP/1.1 999 Strange\r\ncontent-length: 2\r\n\r\n{}'), 'UNEXPECTED', /HTTP 999/],
  ['429 for an hour', status(429, { 'retry-after': '3600' }), 'RATE_LIMITED', /./],
  ['NaN', json('{"results":[NaN],"total":1}'), 'UNEXPECTED', /not JSON/],
  ['null', json('null'), 'UNEXPECTED', /not that of Kestra's API/],
  ['lists of 50 levels', json(JSON.stringify(nested(50))), 'UNEXPECTED', /not that of Kestra's API/],
  ['lists of 100,000 levels', json('['.repeat(1e5) + ']'.repeat(1e5)), 'UNEXPECTED', /./],
  ['another shape', json('{"results":{"id":1},"total":"many"}'), 'UNEXPECTED', /not that of Kestra's API/],
  [
    'a prototype',
    json('{"__proto__":{"results":[],"total":0},"constructor":1}'),
    'UNEXPECTED',
    /not that of Kestra's API/,
  ],
  ['UTF-16', json(Buffer.from('{}', 'utf16le').toString('latin1')), 'UNEXPECTED', /not JSON/],
  [
    'gzip that nobody asked for',
    { kind: 'handle', handle: (_, response) => gzipped(response, gzipSync('{}')) },
    'UNEXPECTED',
    /compressed \(gzip\)/,
  ],
  [
    'broken gzip',
    { kind: 'handle', handle: (_, response) => gzipped(response, gzipSync('{}').subarray(0, 9)) },
    'UNEXPECTED',
    /compressed \(gzip\)/,
  ],
  [
    'broken chunks',
    raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n'),
    'INTERRUPTED',
    /chunk size/,
  ],
  ['less than its length', raw('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}'), 'INTERRUPTED', /broke/],
  [
    'two lengths',
    raw('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 1\r\n\r\n{}'),
    'INTERRUPTED',
    /broke/,
  ],
  ['no HTTP', raw('SSH-2.0-OpenSSH_9.9\r\n'), 'INTERRUPTED', /broke/],
  ['a status line without end', raw('HTTP/1.1 200'), 'INTERRUPTED', /broke/],
  [
    'headers of 1 MB',
    raw(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(MEGABYTE)}\r\n\r\n`),
    'INTERRUPTED',
    /HEADERS_OVERFLOW/,
  ],
  [
    '200 MB',
    { kind: 'handle', handle: (_, response) => pour(response, 200) },
    'UNEXPECTED',
    /larger than 128 MB/,
  ],
];

describe(`answers that are none of Kestra's (seed ${SEED})`, function () {
  this.timeout(IS_LONG ? 3_600_000 : 120_000);
  const connection = withKestra();
  const namespace = ownNamespace('answers');
  const random = new Random(SEED);
  const search = /^GET .*\/executions\/search/;
  const create = /^POST .*\/executions\/[\w.]+\/quick(\?|$)/;
  const list = { namespace, flow_id: 'quick' };
  const start = { namespace, flow_id: 'quick', wait: false };
  let proxy: FaultProxy;
  let elsewhere: HttpServer;
  let mcp: McpClient;
  let known: string;

  before(async () => {
    await createFlow(connection(), quick(namespace));
    known = await startExecution(connection(), { namespace, flowId: 'quick' });
    await untilState(connection(), known, 'SUCCESS');
    proxy = await startFaultProxy(connection().baseUrl);
    elsewhere = await startHttpServer((_, response) => response.end('{}'));
    mcp = await new McpClient({ ...connection(), baseUrl: proxy.baseUrl }).start();
  });
  after(async () => {
    await mcp?.close();
    await proxy?.close();
    await elsewhere?.close();
  });

  const executions = async (): Promise<number> => {
    const query = `size=1&filters[flowId][EQUALS]=quick&filters[namespace][EQUALS]=${namespace}`;
    const found = await sendOk(connection(), 'GET', `executions/search?${query}`);
    return ((await found.json()) as { total: number }).total;
  };

  /** The next answer is right, and shows the executions that there are. */
  const assertWell = async (): Promise<void> => {
    const { result } = await mcp.call<{ total: number }>('list_executions', list);
    assert.equal(result.total, await executions());
    assert.equal(mcp.stderr, '');
  };

  for (const [what, fault, code, told] of WEATHER) {
    it(`${what}: told as ${code}, nothing is started, and the next call is right`, async () => {
      const already = await executions();
      for (const [tool, args, request] of [
        ['list_executions', list, search],
        ['execute_flow', start, create],
      ] as const) {
        proxy.spoil(request, fault, tool === 'list_executions' && isPassing(code) ? 3 : 1);
        const error = await mcp.refused(tool, args);
        assert.equal(error.code, code, JSON.stringify(error));
        assert.match(error.message, told);
        assert.ok(error.message.length < 2_000, 'as long as a page');
        assert.doesNotMatch(error.message, /\p{Cc}/u);
        assert.notEqual(error.hint ?? '', '');
      }
      assert.equal(await executions(), already);
      await assertWell();
    });
  }

  it('a redirect is told, and the credentials do not follow it', async () => {
    const already = await executions();
    for (const code of [301, 302, 303, 307, 308]) {
      const location = `${elsewhere.baseUrl}/api/v1/main/executions/search`;
      proxy.spoil(/executions/, status(code, { location }), 2);
      for (const [tool, args] of [
        ['list_executions', list],
        ['execute_flow', start],
      ] as const) {
        const error = await mcp.refused(tool, args);
        assert.deepEqual([error.code, error.httpStatus], ['UNEXPECTED', code]);
        assert.ok(error.message.includes(elsewhere.baseUrl));
      }
    }
    assert.equal(elsewhere.requests.length, 0);
    assert.equal(await executions(), already);
    await assertWell();
  });

  it('429 is waited for when it is short, in seconds or as a date', async () => {
    const soon = new Date(Date.now() + 2_000).toUTCString();
    for (const header of ['1', soon]) {
      proxy.spoil(search, status(429, { 'retry-after': header }));
      await mcp.call('list_executions', list);
    }
    proxy.spoil(create, status(429, { 'retry-after': '1' }));
    const { code, retryAfterSeconds } = await mcp.refused('execute_flow', start);
    assert.deepEqual([code, retryAfterSeconds], ['RATE_LIMITED', 1]);
    await assertWell();
  });

  for (const [what, type] of [
    ['no JSON', 'text/html'],
    ['another charset', 'application/json; charset=utf-16'],
    ['nonsense', ';;;'],
  ] as const) {
    it(`a type that says ${what} does not keep JSON from being read`, async () => {
      const right = (await mcp.call('list_executions', list)).result;
      const retype = (answer: Buffer): Buffer =>
        Buffer.from(
          answer.toString('latin1').replace(/content-type: .*/i, `content-type: ${type}`),
          'latin1',
        );
      proxy.spoil(search, { kind: 'rewrite', rewrite: retype });
      assert.deepEqual((await mcp.call('list_executions', list)).result, right);
    });
  }

  it('a slow answer is waited for', async () => {
    const right = (await mcp.call('list_executions', list)).result;
    for (const fault of [
      { kind: 'delay', ms: 1_500 },
      { kind: 'drip', ms: 1 },
    ] as const) {
      proxy.spoil(search, fault);
      assert.deepEqual((await mcp.call('list_executions', list)).result, right);
    }
  });

  it(`${GARBLED} answers with some bytes changed leave the server well`, async () => {
    const garble = (answer: Buffer): Buffer => {
      for (let left = 1 + random.below(8); left > 0; left -= 1) {
        answer[random.below(answer.length)] = random.below(256);
      }
      return answer;
    };
    const tries = Array.from({ length: GARBLED }, (_, index) => index);
    await inLanes(tries, 8, async () => {
      proxy.spoil(/executions/, { kind: 'rewrite', rewrite: garble });
      const outcome = await mcp.client.callTool({
        name: 'get_execution',
        arguments: { execution_id: known },
      });
      if (outcome.isError !== true) return;
      const [{ text }] = outcome.content as [{ text: string }];
      assert.match((JSON.parse(text) as { code: string }).code, ANY_CODE);
    });
    await assertWell();
    await record('Answers with bytes changed at random', GARBLED);
  });

  after(() =>
    record('Answers that are none of Kestra’s (pages, redirects, broken HTTP, …)', 2 * WEATHER.length + 10),
  );
});

/** These are asked for again. */
function isPassing(code: string): boolean {
  return code === 'UNAVAILABLE' || code === 'INTERRUPTED';
}

function gzipped(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body);
}

/** So many megabytes of JSON, as fast as they are taken. */
function pour(response: ServerResponse, megabytes: number): void {
  const part = Buffer.alloc(MEGABYTE, ' ');
  response.writeHead(200, { 'content-type': 'application/json' });
  const parts = Readable.from(Array.from({ length: megabytes }, () => part));
  // Who has had enough hangs up.
  pipeline(parts, response).catch(() => {});
}
