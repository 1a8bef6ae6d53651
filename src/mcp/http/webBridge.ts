import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** The head of a request of node:http as the web's Request, whose body was read already. */
export function toWebRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) headers.append(name, one);
  }
  return new Request(new URL(request.url ?? '/', 'http://localhost'), {
    method: request.method ?? 'GET',
    headers,
  });
}

/** Sends a web response, a stream as it comes; the stream is cancelled when the client goes away. */
export async function sendWebResponse(response: Response, to: ServerResponse): Promise<void> {
  to.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    to.end();
    return;
  }
  const reader = response.body.getReader();
  to.once('close', () => void reader.cancel().catch(() => {}));
  let next = reader.read();
  // A client shall see at once that the stream is open; what is there already goes along.
  if (!(await Promise.race([next.then(() => true), nextTurn(false)]))) to.flushHeaders();
  for (let part = await next; !part.done; part = await next) {
    if (!to.write(part.value)) await drained(to);
    next = reader.read();
  }
  to.end();
}

function drained(to: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      to.off('drain', done);
      to.off('close', done);
      resolve();
    };
    to.once('drain', done);
    to.once('close', done);
  });
}
