import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectionToEnvironment } from '../../src/shared/variables.ts';
import { McpClient, textOf } from '../mcp/support/client.ts';
import { ServerProcess } from '../mcp/support/serverProcess.ts';
import { createFlow, ownNamespace, sendOk, startExecution, untilState } from '../support/executions.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { withKestra } from '../support/kestra.ts';
import { quick } from './support/flows.ts';
import { record } from './support/reliability.ts';
import { residentMegabytes } from './support/memory.ts';
import { until } from './support/until.ts';

const MEGABYTE = 1024 * 1024;
const CALLS = 1_000;
const RUNS = 30;

describe('much at a time', function () {
  this.timeout(300_000);
  const connection = withKestra();
  const namespace = ownNamespace('load');
  let proxy: FaultProxy;
  let mcp: McpClient;
  let known: string;
  let files: string;

  // The client's side of the SDK waits for its pipe with a listener for each call.
  const listeners = EventEmitter.defaultMaxListeners;
  before(async () => {
    EventEmitter.defaultMaxListeners = CALLS;
    await createFlow(connection(), quick(namespace));
    known = await startExecution(connection(), { namespace, flowId: 'quick' });
    await untilState(connection(), known, 'SUCCESS');
    files = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-load-'));
    proxy = await startFaultProxy(connection().baseUrl);
    mcp = await new McpClient(
      { ...connection(), baseUrl: proxy.baseUrl },
      { KESTRA_MCP_TOOLSET: 'all', KESTRA_MCP_FILE_ROOTS: files },
    ).start();
  });
  after(async () => {
    await mcp?.close();
    await proxy?.close();
    await rm(files, { recursive: true, force: true });
    EventEmitter.defaultMaxListeners = listeners;
  });

  const executions = async (): Promise<number> => {
    const query = `size=1&filters[flowId][EQUALS]=quick&filters[namespace][EQUALS]=${namespace}`;
    const found = await sendOk(connection(), 'GET', `executions/search?${query}`);
    return ((await found.json()) as { total: number }).total;
  };

  it(`${CALLS} calls are all answered, over few connections`, async () => {
    const sizes = Array.from({ length: CALLS }, (_, index) => 1 + (index % 50));
    let most = 0;
    const look = async (): Promise<void> => {
      most = Math.max(most, await proxy.openConnections());
    };
    const watch = setInterval(() => void look(), 10);
    const results = await Promise.all(
      sizes.map((limit, index) =>
        index % 2 === 0
          ? mcp.call<{ id: string }>('get_execution', { execution_id: known })
          : mcp.call<{ executions: object[] }>('list_executions', { namespace, limit }),
      ),
    ).finally(() => clearInterval(watch));
    assert.ok(most > 0 && most <= 32, `${most} connections`);
    for (const [index, { result }] of results.entries()) {
      if (index % 2 === 0) assert.equal((result as { id: string }).id, known);
      else assert.equal((result as { executions: object[] }).executions.length, 1);
    }
    assert.ok((await residentMegabytes(mcp.pid)) < 400);
    await record('Calls at the same time', CALLS);
  });

  it(`${RUNS} starts at a time make ${RUNS} executions, and each tells its own end`, async () => {
    const already = await executions();
    const numbers = Array.from({ length: RUNS }, (_, index) => index);
    type Run = { id: string; state: string; settled: boolean; outputs?: { number: string } };
    const runs = await Promise.all(
      numbers.map(async (number) => {
        const args = { namespace, flow_id: 'quick', inputs: { number }, wait_seconds: 50 };
        return (await mcp.call<Run>('execute_flow', args)).result;
      }),
    );
    for (const [number, { settled, state, outputs }] of runs.entries()) {
      if (settled) assert.deepEqual([state, outputs?.number], ['SUCCESS', String(number)]);
    }
    assert.equal(new Set(runs.map(({ id }) => id)).size, RUNS);
    assert.equal(await executions(), already + RUNS);
    await record('Starts at the same time', RUNS);
  });

  it('a log of 100 MB is answered in 6 KB', async () => {
    for (const [tool, request, line] of [
      ['get_execution_logs', /^GET .*\/logs\/\w+(\?|$)/, jsonLine],
      ['download_execution_logs', /^GET .*\/logs\/\w+\/download/, textLine],
    ] as const) {
      proxy.spoil(request, { kind: 'handle', handle: (_, response) => pourLog(response, line) });
      const { raw } = await mcp.call(tool, { execution_id: known });
      assert.ok(Buffer.byteLength(textOf(raw)) <= 6 * 1024, `${tool}: ${textOf(raw).length}`);
    }
    await mcp.call('get_execution', { execution_id: known });
    assert.equal(mcp.stderr, '');
    await record('Logs of 100 MB', 2);
  });

  it('a log whose download breaks leaves no half file', async () => {
    const request = /^GET .*\/logs\/\w+\/download/;
    proxy.spoil(request, { kind: 'cut', afterBytes: 5 }, 3);
    const args = { execution_id: known, save_to: 'half.log' };
    assert.equal((await mcp.refused('download_execution_logs', args)).code, 'INTERRUPTED');
    assert.deepEqual(await readdir(files), []);
    await mcp.call('download_execution_logs', args);
    assert.ok((await stat(path.join(files, 'half.log'))).size > 5);
  });

  for (const [what, tool, args] of [
    ['a file', 'write_namespace_file', (content: string) => ({ path: 'big.txt', content })],
    ['a value', 'set_kv', (value: string) => ({ key: 'big', value })],
    ['an input', 'execute_flow', (who: string) => ({ flow_id: 'quick', inputs: { number: who } })],
    ['a flow', 'save_flow', (text: string) => ({ source: `${quick(namespace)}description: ${text}\n` })],
    ['a search', 'search_logs', (query: string) => ({ query })],
    ['an id', 'get_execution', (id: string) => ({ execution_id: id })],
  ] as const) {
    it(`10 MB as ${what}: done, or told why not`, async () => {
      const given: Record<string, unknown> = { namespace, ...args('x'.repeat(10 * MEGABYTE)) };
      if (tool === 'get_execution') delete given['namespace'];
      if (tool === 'save_flow') delete given['namespace'];
      const outcome = await mcp.client.callTool({ name: tool, arguments: given });
      const [{ text }] = outcome.content as [{ text: string }];
      assert.ok(text.length < 20_000, `${text.length} characters`);
      if (outcome.isError === true) {
        const { code, hint } = JSON.parse(text) as { code: string; hint?: string };
        assert.match(code, /^(INVALID|INTERRUPTED|UNEXPECTED|NOT_FOUND)$/);
        assert.notEqual(hint ?? '', '', text);
      }
      await mcp.call('get_execution', { execution_id: known });
    });
  }

  it('a client that does not read is waited for, and then gets every answer', async () => {
    const server = new ServerProcess(
      connectionToEnvironment({ ...connection(), baseUrl: 'http://127.0.0.1:9' }),
    );
    try {
      await server.initialize();
      await server.request(1, 'tools/list');
      const idle = await residentMegabytes(server.child.pid);
      server.child.stdout.pause();
      const count = 8_000;
      for (let id = 2; id < count + 2; id += 1) {
        server.write(`${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/list' })}\n`);
      }
      let grown = 0;
      for (let looks = 0; looks < 20; looks += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        grown = Math.max(grown, (await residentMegabytes(server.child.pid)) - idle);
      }
      assert.ok(grown < 150, `it took ${grown.toFixed(0)} MB for answers that nobody read`);
      server.child.stdout.resume();
      await until(() => server.lines.length >= count + 2, 'every answer');
      const ids = new Set(server.lines.map((line) => (JSON.parse(line) as { id: number }).id));
      assert.equal(ids.size, count + 2);
    } finally {
      server.kill();
    }
  });
});

function jsonLine(index: number): string {
  const entry = { timestamp: '2026-01-01T00:00:00Z', level: 'INFO', taskId: 'say', message: 'x'.repeat(200) };
  return `${index === 0 ? '[' : ','}${JSON.stringify({ ...entry, namespace: 'a', flowId: 'b' })}`;
}

function textLine(): string {
  return `2026-01-01T00:00:00Z INFO ${'x'.repeat(200)}\n`;
}

/** A hundred megabytes of log. */
function pourLog(response: ServerResponse, line: (index: number) => string): void {
  const isJson = line(0).startsWith('[');
  const count = Math.ceil((100 * MEGABYTE) / line(1).length);
  function* lines(): Generator<string> {
    for (let index = 0; index < count; index += 1_000) {
      yield Array.from({ length: 1_000 }, (_, offset) => line(index + offset)).join('');
    }
    if (isJson) yield ']';
  }
  response.writeHead(200, { 'content-type': isJson ? 'application/json' : 'text/plain' });
  pipeline(Readable.from(lines()), response).catch(() => {});
}
