import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Handler } from './handler.ts';

export interface Listening {
  /** Where it is reached from this machine. */
  readonly url: string;
  /**
   * Takes no new connections, waits for what is under way, then cuts it.
   *
   * @param drainMs milliseconds
   */
  stop(drainMs: number): Promise<void>;
}

export interface Place {
  host: string;
  /** 0: any free one. */
  port: number;
  tls?: { cert: string; key: string } | undefined;
}

/** A client that sends its head slower than this is cut, in milliseconds. */
const HEAD_LIMIT_MS = 10_000;

/** @throws Error when the port is taken */
export async function listen(place: Place, handler: Handler): Promise<Listening> {
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    if (!server.listening) response.setHeader('connection', 'close');
    // What was answered while the server stops shall not hold it up.
    response.once('close', () => server.listening || server.closeIdleConnections());
    void handler(request, response);
  };
  const server: Server =
    place.tls === undefined ? createHttpServer(onRequest) : createHttpsServer(place.tls, onRequest);
  server.headersTimeout = HEAD_LIMIT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.port, place.host, resolve);
  });
  const { port } = addressOf(server);
  const scheme = place.tls === undefined ? 'http' : 'https';
  const host = place.host.includes(':') ? `[${place.host}]` : place.host;
  return { url: `${scheme}://${host}:${port}`, stop: (drainMs) => stop(server, drainMs) };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address;
}

async function stop(server: Server, drainMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  clearTimeout(cut);
}
