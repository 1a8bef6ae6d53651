import type { Handler } from './handler.ts';
import type { Metrics } from './metrics.ts';
import { pathOf } from './pathOf.ts';
import { sendJson } from './sendJson.ts';

export interface HealthParts {
  metrics: Metrics;
  /** Whether Kestra answers; asked by load balancers. */
  isReady: () => Promise<boolean>;
}

/** What probes and collectors ask. */
export function healthRoutes({
  metrics,
  isReady,
}: HealthParts): Record<'/healthz' | '/readyz' | '/metrics', Handler> {
  return {
    '/healthz': (_request, response) => sendJson(response, 200, { status: 'ok' }),
    '/readyz': async (_request, response) => {
      const ready = await isReady();
      sendJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
    },
    '/metrics': async (_request, response) => {
      response.writeHead(200, { 'content-type': metrics.contentType });
      response.end(await metrics.text());
    },
  };
}

/** The same alone, at a port that is not for the outside: whoever reaches it may ask, under whichever name. */
export function managementApp(parts: HealthParts): Handler {
  const routes = new Map<string, Handler>(Object.entries(healthRoutes(parts)));
  return async (request, response) => {
    const handler = routes.get(pathOf(request));
    if (handler === undefined) return sendJson(response, 404, { error: 'not_found' });
    try {
      await handler(request, response);
    } catch {
      sendJson(response, 500, { error: 'failed' });
    }
  };
}

/** Lets the machine itself ask, and nobody else. */
export function fromThisMachine(handler: Handler): Handler {
  return (request, response) =>
    isLoopback(request.socket.remoteAddress)
      ? handler(request, response)
      : sendJson(response, 403, { error: 'forbidden' });
}

function isLoopback(address = ''): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
