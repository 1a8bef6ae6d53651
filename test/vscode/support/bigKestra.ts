import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { internals } from './internals.ts';

/** A connection to a server that has one execution, and that one has a lot: a real one would take minutes to make it. */
export interface BigKestra {
  connectionId: string;
  executionId: string;
  /** Takes the connection away, too. */
  close(): Promise<void>;
}

interface BigSize {
  taskRuns: number;
  lines: number;
  production: boolean;
}

const ID = 'biggest';
const CONNECTION = 'big';
const START = Date.parse('2026-01-01T00:00:00Z');

export async function connectBigKestra(size: BigSize): Promise<BigKestra> {
  const answers: Readonly<Record<string, unknown>> = {
    '/api/v1/configs': { version: '1.3.25' },
    [`/api/v1/main/executions/${ID}`]: execution(size.taskRuns),
    [`/api/v1/main/logs/${ID}`]: log(size),
  };
  const server = createServer(({ url = '' }, response) => {
    const answer = answers[url.replace(/\?.*/, '')];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { message: 'Not Found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { connections } = await internals();
  await connections.save({
    id: CONNECTION,
    name: 'Big Kestra',
    baseUrl: `http://127.0.0.1:${port}`,
    tenant: 'main',
    auth: { kind: 'none' },
    access: 'read',
    production: size.production,
    verifyTls: true,
    secretRevision: 0,
  });
  const close = async (): Promise<void> => {
    await connections.remove(CONNECTION);
    server.close();
    server.closeAllConnections();
  };
  return { connectionId: CONNECTION, executionId: ID, close };
}

function execution(taskRuns: number): unknown {
  const taskRunList = Array.from({ length: taskRuns }, (_, index) => ({
    id: `run-${index}`,
    taskId: 'load',
    value: `part ${index + 1}`,
    state: ended(START + index * 100, START + index * 100 + 2_000),
  }));
  const state = ended(START, START + taskRuns * 100 + 2_000);
  return { id: ID, namespace: 'kestramcp.big', flowId: 'big', flowRevision: 1, state, taskRunList };
}

function ended(start: number, end: number): unknown {
  const [startDate, endDate] = [new Date(start).toISOString(), new Date(end).toISOString()];
  const histories = [
    { state: 'CREATED', date: startDate },
    { state: 'SUCCESS', date: endDate },
  ];
  return { current: 'SUCCESS', startDate, endDate, histories };
}

function log({ taskRuns, lines }: { taskRuns: number; lines: number }): unknown {
  return Array.from({ length: lines }, (_, index) => ({
    timestamp: new Date(START + index).toISOString(),
    level: index % 100 === 99 ? 'ERROR' : 'INFO',
    taskId: 'load',
    taskRunId: `run-${index % taskRuns}`,
    attemptNumber: 0,
    message: `line ${index + 1} of many`,
  }));
}
