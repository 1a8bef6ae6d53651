import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusals } from './audit/refusals.ts';
import { challengeHeader, Unauthorized, type Authenticator } from './auth/authenticator.ts';
import type { Handler } from './handler.ts';
import { fromThisMachine, healthRoutes, type HealthParts } from './healthRoutes.ts';
import type { Log } from './log.ts';
import type { McpEndpoint } from './mcpEndpoint.ts';
import { pathOf } from './pathOf.ts';
import { discardBody, WrongBody } from './readBody.ts';
import { foreignRequest, type AllowedNames } from './requestChecks.ts';
import { sendJson, sendRpcError } from './sendJson.ts';
import { MCP_PATH } from './mcpPath.ts';

const INTERNAL_ERROR = -32_603;
const BAD_REQUEST = -32_000;

export interface AppParts extends HealthParts {
  names: AllowedNames;
  authenticator: Authenticator;
  endpoint: McpEndpoint;
  log: Log;
  refusals: Refusals;
  /** Further paths: metadata, sign-in, pages; one that ends with a slash stands for all below it. */
  routes?: ReadonlyMap<string, Handler>;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** Everything that is served, behind the checks that hold for all of it. */
export function httpApp(parts: AppParts): Handler {
  const health = healthRoutes(parts);
  const routes = new Map<string, Handler>([
    ...Object.entries({ ...health, '/metrics': fromThisMachine(health['/metrics']) }),
    [MCP_PATH, (request, response) => answerMcp(parts, request, response)],
    ...(parts.routes ?? []),
  ]);
  return async (request, response) => {
    const start = performance.now();
    const path = pathOf(request);
    const route = routeOf(path, routes);
    const handler = routes.get(route);
    response.once('close', () => {
      const seconds = (performance.now() - start) / 1000;
      const { method = '' } = request;
      parts.metrics.request(handler === undefined ? 'other' : route, method, response.statusCode, seconds);
    });
    await answer(parts, handler, { request, response });
  };
}

async function answer(
  { names, metrics, log, refusals }: AppParts,
  handler: Handler | undefined,
  { request, response }: Exchange,
): Promise<void> {
  const foreign = foreignRequest(request, names);
  if (foreign !== undefined) {
    metrics.refused('host');
    refusals.note(request, { reason: 'host', says: foreign });
    sendRpcError(response, 403, BAD_REQUEST, foreign);
    return;
  }
  if (handler === undefined) {
    sendJson(response, 404, { error: 'not_found' });
    return;
  }
  try {
    await handler(request, response);
  } catch (error) {
    if (error instanceof WrongBody) await discardBody(request);
    tellFailure(error, { request, response, metrics, log, refusals });
  }
}

function tellFailure(
  error: unknown,
  { request, response, metrics, log, refusals }: Exchange & Pick<AppParts, 'metrics' | 'log' | 'refusals'>,
): void {
  if (error instanceof Unauthorized) {
    const isUnknown = error.status === 401;
    metrics.refused(isUnknown ? 'authentication' : 'scope');
    const reason = isUnknown ? 'authentication' : 'token_scope';
    refusals.note(request, { reason, says: error.message, who: error.who });
    const headers = { 'www-authenticate': challengeHeader(error.challenge) };
    sendJson(
      response,
      error.status,
      { error: error.challenge['error'] ?? 'unauthorized', message: error.message },
      headers,
    );
    return;
  }
  if (error instanceof WrongBody) {
    metrics.refused('body');
    refusals.note(request, { reason: 'body', says: error.message });
    response.setHeader('connection', 'close');
    sendRpcError(response, error.status, BAD_REQUEST, error.message);
    return;
  }
  log.error('failed', { detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  sendRpcError(response, 500, INTERNAL_ERROR, 'The server failed; its log tells why.');
}

async function answerMcp(
  { authenticator, endpoint }: AppParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const principal = await authenticator.authenticate(request);
  await endpoint.handle(request, response, principal);
}

/** The path itself, or the longest one above it that stands for all below. */
function routeOf(path: string, routes: ReadonlyMap<string, Handler>): string {
  if (routes.has(path)) return path;
  const above = [...routes.keys()].filter((route) => route.endsWith('/') && path.startsWith(route));
  return above.toSorted((a, b) => b.length - a.length)[0] ?? path;
}
