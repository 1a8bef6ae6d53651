import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface SeenRequest {
  method: string;
  /** Path and query exactly as sent. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Answers one request, or does not; `index` counts the requests from 0. */
export type Handler = (request: SeenRequest, response: ServerResponse, index: number) => unknown;

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is; anything else as JSON. */
  body?: unknown;
}

export interface HttpServer {
  baseUrl: string;
  port: number;
  requests: readonly SeenRequest[];
  openConnections: () => Promise<number>;
  close: () => Promise<void>;
}

/** Starts a server on 127.0.0.1 at any free port; with a certificate it speaks TLS. */
export async function startHttpServer(
  handle: Handler,
  tls?: { key: string; cert: string },
): Promise<HttpServer> {
  const requests: SeenRequest[] = [];
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    const seen = { method, url, headers, body };
    handle(seen, response, requests.push(seen) - 1);
  };
  const server: Server = tls ? createTlsServer(tls) : createServer();
  server.on(
    'request',
    (request: IncomingMessage, response: ServerResponse) => void receive(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    openConnections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Gives these answers in turn, the last one from then on. */
export function answers(...list: [Answer, ...Answer[]]): Handler {
  return (_request, response, index) => {
    const { status = 200, headers = {}, body } = list[Math.min(index, list.length - 1)] ?? list[0];
    const isText = typeof body === 'string' || body === undefined;
    response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };
}
