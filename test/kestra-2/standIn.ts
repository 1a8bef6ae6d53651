import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Engine } from './engine.ts';
import { choose, type Call, type Reply, type Route } from './http.ts';
import { internalError, Problem } from './problem.ts';
import { instanceRoutes, tenantRoutes } from './routes/all.ts';
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

export interface Served {
  tenant: readonly Route[];
  instance: readonly Route[];
}

const PUBLIC = ['/api/v1/configs/login'];

export interface Kestra2Options {
  username?: string;
  password?: string;
  /** Whether an AI provider is configured; its answers are canned (see `routes/ai.ts`). */
  ai?: boolean;
  /** Decides by the header who may ask, instead of the credentials above. */
  accepts?: (authorization: string | undefined) => boolean;
  /** Further routes, which win over those of open source. */
  routes?: (store: Store, engine: Engine) => Served;
}

/** Starts a server on 127.0.0.1 which answers as a Kestra 2.0 build was recorded; it holds no flow yet. */
export async function startKestra2(options: Kestra2Options = {}): Promise<Kestra2> {
  const { username = 'someone@example.com', password = 'Secret1234', ai = false } = options;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const { accepts = (sent) => sent === authorization } = options;
  const store = new Store();
  const engine = new Engine(store);
  const scheduler = new Scheduler(store, engine);
  const requests: SeenRequest[] = [];
  const further = options.routes?.(store, engine) ?? { tenant: [], instance: [] };
  const routes = {
    tenant: [...further.tenant, ...tenantRoutes(store, engine, { ai })],
    instance: [...further.instance, ...instanceRoutes({ ai })],
  };
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    requests.push({
      method,
      path: url,
      get status() {
        return response.statusCode;
      },
    });
    void answer(request, response, accepts, routes);
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
  accepts: (authorization: string | undefined) => boolean,
  served: Served,
): Promise<void> {
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  const { method = 'GET', headers } = request;
  try {
    const body = await buffer(request);
    if (!PUBLIC.includes(path) && !accepts(headers.authorization)) throw unauthenticated();
    const call: Call = { method, path, query, params: {}, body, headers, response };
    const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
    const { routes, rest } = scope(segments, served);
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
  { tenant, instance }: Served,
): { routes: readonly Route[]; rest: string[] } {
  const [api, version, first = '', ...others] = segments;
  const begins = (routes: readonly Route[]) => routes.some((one) => one.segments[0] === first);
  if (api !== 'api' || version !== 'v1' || begins(instance))
    return { routes: instance, rest: segments.slice(2) };
  if (begins(tenant)) return { routes: tenant, rest: [first, ...others] };
  if (first !== 'main') throw new Problem('bad-request', "Tenant must be 'main' for OSS version");
  return { routes: tenant, rest: others };
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
