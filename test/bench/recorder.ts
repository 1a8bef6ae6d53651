import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came from the server under measure. */
export interface RecordedRequest {
  path: string;
  headers: Record<string, string>;
}

export interface Recorder {
  url: string;
  /** Requests since the last call of this. */
  take(): RecordedRequest[];
  close(): void;
}

/** Passes GETs on to `baseUrl` and remembers them, so that the floor can send the very same ones. */
export async function startRecorder(baseUrl: string): Promise<Recorder> {
  let requests: RecordedRequest[] = [];
  const server = createServer((incoming, response) => {
    const request = { path: incoming.url ?? '', headers: endToEnd(incoming.headers) };
    requests.push(request);
    passOn(baseUrl, incoming, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    take() {
      const taken = requests;
      requests = [];
      return taken;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function passOn(
  baseUrl: string,
  { method }: IncomingMessage,
  { path, headers }: RecordedRequest,
  response: ServerResponse,
): Promise<void> {
  if (method !== 'GET') {
    response.writeHead(405).end();
    return;
  }
  const answer = await fetch(baseUrl + path, { headers });
  const contentType = answer.headers.get('content-type') ?? 'application/json';
  response.writeHead(answer.status, { 'content-type': contentType }).end(await answer.text());
}

/** Without the headers that belong to one connection. */
function endToEnd({
  host: _host,
  connection: _connection,
  ...headers
}: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
