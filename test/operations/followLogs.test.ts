import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../src/shared/connection.ts';
import { createKestra, type Kestra } from '../../src/kestra/client.ts';
import { followLogs, type FollowedLogs, type FollowRequest } from '../../src/operations/followLogs.ts';
import { startHttpServer, type HttpServer } from '../support/httpServer.ts';
import { failure } from './stage.ts';

const LINE = {
  timestamp: '2026-11-21T00:10:55.105561Z',
  level: 'INFO',
  message: 'hello',
  taskId: 'say',
  taskRunId: 'run',
  attemptNumber: 0,
};
const STORED = { ...LINE, timestamp: '2026-11-21T00:10:54Z', message: 'stored' };
const RUNNING = { id: 'x', namespace: 'test', flowId: 'flow', state: { current: 'RUNNING' } };

/** A Kestra whose streams never end: what a real one does with them cannot be seen from outside. */
describe('following logs', () => {
  let server: HttpServer;
  let kestra: Kestra;
  const open = new Set<ServerResponse>();
  /** What the stream of the log says when it is opened. */
  let say: (response: ServerResponse) => void;

  beforeEach(async () => {
    open.clear();
    say = () => {};
    const json: Readonly<Record<string, unknown>> = {
      '/configs': { version: '1.3.25' },
      '/main/executions/x': RUNNING,
      '/main/logs/x': [STORED],
    };
    server = await startHttpServer(({ url }, response) => {
      const route = url.replace('/api/v1', '').replace(/\?.*/, '');
      if (!route.endsWith('/follow')) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(json[route]));
        return;
      }
      open.add(response);
      response.on('close', () => open.delete(response));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: start\ndata: {}\n\n');
      if (route.includes('/logs/')) say(response);
    });
    const connection: Connection = {
      baseUrl: server.baseUrl,
      tenant: 'main',
      auth: { kind: 'none' },
      access: 'read',
      verifyTls: true,
    };
    kestra = createKestra(connection);
  });
  afterEach(async () => {
    await kestra.close();
    await server.close();
  });

  const frame = (response: ServerResponse): boolean =>
    response.write(`id: progress\ndata: ${JSON.stringify(LINE)}\n\n`);
  const follow = (
    request: Partial<FollowRequest> = {},
    signal = new AbortController().signal,
    progress: string[] = [],
  ): Promise<FollowedLogs> =>
    followLogs(
      { kestra, signal, progress: ({ message }) => progress.push(message) },
      { executionId: 'x', waitSeconds: 1, ...request },
    );
  const allClosed = async (): Promise<void> => {
    for (let tries = 0; open.size > 0 && tries < 50; tries += 1) await sleep(20);
    assert.equal(open.size, 0, 'no stream is left open');
  };

  it('tells a line once that the stream sends twice and the store does not have yet', async () => {
    say = (response) => {
      frame(response);
      frame(response);
    };
    const progress: string[] = [];
    const followed = await follow({}, undefined, progress);
    assert.deepEqual(
      followed.lines.map(({ message }) => message),
      ['stored', 'hello'],
    );
    assert.deepEqual([followed.ended, followed.state], [false, 'RUNNING']);
    assert.deepEqual(progress, ['say: hello']);
    await allClosed();
  });

  it('closes its streams when it is cancelled', async () => {
    const stopped = AbortSignal.timeout(300);
    await failure('cancelled', follow({ waitSeconds: 50 }, stopped));
    await allClosed();
  });

  it('does without a stream that breaks', async () => {
    say = (response) => response.destroy();
    const { lines, cursor } = await follow();
    assert.deepEqual(
      lines.map(({ message }) => message),
      ['stored'],
    );
    assert.deepEqual((await follow({ cursor })).lines, []);
    await allClosed();
  });

  it('tells the newest lines that fit, and how many it left out', async () => {
    say = frame;
    const { lines, omitted } = await follow({ maxBytes: 10 });
    assert.deepEqual([lines.map(({ message }) => message), omitted], [['hello'], 1]);
  });

  it('takes no cursor that was not given, before it waits', async () => {
    const started = Date.now();
    await failure('invalid', follow({ cursor: '17', waitSeconds: 50 }));
    assert.ok(Date.now() - started < 1_000);
  });
});
