import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Engine } from './engine.ts';
import { choose, type Call, type Reply, type Route } from './http.ts';
import { internalError, Problem } from './problem.ts';
import { actionRoutes } from './routes/actions.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { executionFileRoutes } from './routes/executionFiles.ts';
import { executionQueryRoutes } from './routes/executionQueries.ts';
import { executionRoutes } from './routes/executions.ts';
import { expressionRoutes } from './routes/expressions.ts';
import { flowBatchRoutes } from './routes/flowBatch.ts';
import { flowRoutes } from './routes/flows.ts';
import { graphRoutes } from './routes/graphs.ts';
import { followRoutes } from './routes/follow.ts';
import { kvRoutes } from './routes/kv.ts';
import { logRoutes } from './routes/logs.ts';
import { instanceRoutes, namespaceRoutes } from './routes/misc.ts';
import { metricRoutes } from './routes/metrics.ts';
import { namespaceFileRoutes } from './routes/namespaceFiles.ts';
import { triggerBatchRoutes } from './routes/triggerBatch.ts';
import { triggerRoutes } from './routes/triggers.ts';
import { Scheduler } from './scheduler.ts';
import { Store } from './store.ts';

/** One request the stand-in has answered; `path` is as sent, with its query. */
export interface SeenRequest {
  method: string;
  path: string;
  status: number;
}

export interface Kestra2 {
  baseUrl: string;
  username: string;
  password: string;
  tenant: 'main';
  requests: readonly SeenRequest[];
  /** Dates an execution back by whole days, to get past the 8-day search window. */
  backdate(executionId: string, days: number): void;
  stop(): Promise<void>;
}

const INSTANCE_RESOURCES = ['configs', 'plugins', 'pebble'];
const TENANT_RESOURCES =
  'flows executions logs triggers outputs namespaces metrics expressions concurrency-limit kv secrets'.split(
    ' ',
  );
const PUBLIC = ['/api/v1/configs/login'];

/** Starts a server on 127.0.0.1 which answers as a Kestra 2.0 build was recorded; it holds no flow yet. */
export async function startKestra2(options: { username?: string; password?: string } = {}): Promise<Kestra2> {
  const { username = 'someone@example.com', password = 'Secret1234' } = options;
  const store = new Store();
  const engine = new Engine(store);
  const scheduler = new Scheduler(store, engine);
  const requests: SeenRequest[] = [];
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const tenantRoutes = [
    ...executionRoutes(store, engine),
    ...executionFileRoutes(store),
    ...executionQueryRoutes(store),
    ...actionRoutes(store, engine),
    ...expressionRoutes(store),
    ...metricRoutes(store),
    ...kvRoutes(store),
    ...bulkRoutes(store, engine),
    ...followRoutes(store),
    ...flowRoutes(store),
    ...flowBatchRoutes(store),
    ...graphRoutes(store),
    ...logRoutes(store),
    ...triggerRoutes(store),
    ...triggerBatchRoutes(store, engine),
    ...namespaceRoutes(store),
    ...namespaceFileRoutes(store),
  ];
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    requests.push({
      method,
      path: url,
      get status() {
        return response.statusCode;
      },
    });
    void answer(request, response, authorization, tenantRoutes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    username,
    password,
    tenant: 'main',
    requests,
    backdate: (executionId, days) => backdate(store, executionId, days),
    stop: async () => {
      scheduler.stop();
      engine.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  authorization: string,
  tenantRoutes: readonly Route[],
): Promise<void> {
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  const { method = 'GET', headers } = request;
  try {
    const body = await buffer(request);
    if (!PUBLIC.includes(path) && headers.authorization !== authorization) throw unauthenticated();
    const call: Call = { method, path, query, params: {}, body, headers, response };
    const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
    const { routes, rest } = scope(segments, tenantRoutes);
    const { handle, produces } = choose(routes, method, rest, call);
    const reply = await handle(call);
    if (reply) send(response, reply, produces, method);
  } catch (error) {
    const problem = error instanceof Problem ? error : internalError();
    send(
      response,
      { status: problem.status, json: problem.body(path), headers: problem.headers },
      'application/problem+json',
      method,
    );
  }
}

/** Instance-wide routes, or those of the tenant; a path without a tenant means the only one there is. */
function scope(
  segments: string[],
  tenantRoutes: readonly Route[],
): { routes: readonly Route[]; rest: string[] } {
  const [api, version, first = '', ...others] = segments;
  if (api !== 'api' || version !== 'v1' || INSTANCE_RESOURCES.includes(first)) {
    return { routes: instanceRoutes, rest: segments.slice(2) };
  }
  if (TENANT_RESOURCES.includes(first)) return { routes: tenantRoutes, rest: [first, ...others] };
  if (first !== 'main') throw new Problem('bad-request', "Tenant must be 'main' for OSS version");
  return { routes: tenantRoutes, rest: others };
}

function send(response: ServerResponse, reply: Reply, produces: string, method: string): void {
  const { status = 200, json, text, bytes, headers = {} } = reply;
  const body = json === undefined ? (text ?? bytes) : JSON.stringify(json);
  response.writeHead(status, { ...headers, ...(body !== undefined && { 'content-type': produces }) });
  response.end(method === 'HEAD' ? undefined : body);
}

function unauthenticated(): Problem {
  return new Problem('unauthenticated', 'Authentication required', [], { 'www-authenticate': 'Basic' });
}

function backdate(store: Store, executionId: string, days: number): void {
  const execution = store.execution(executionId);
  execution.steps = execution.steps.map(({ state, date }) => ({
    state,
    date: new Date(Date.parse(date) - days * 86_400_000).toISOString(),
  }));
}
