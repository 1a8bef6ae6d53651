import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface RoundRobin {
  url: string;
  /** Which replica got each POST, in their order. */
  readonly posts: readonly number[];
  close(): Promise<void>;
}

/** A load balancer that sends each request to the next replica, and to the one after it when that one is gone. */
export async function startRoundRobin(replicas: readonly string[]): Promise<RoundRobin> {
  const posts: number[] = [];
  const turns = new Map<string, number>();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const body = await buffer(request);
    // Each method has its own turn: whatever else a client does, two POSTs in a row go to two replicas.
    const turn = turns.get(method) ?? 0;
    turns.set(method, turn + 1);
    for (let attempt = 0; attempt < replicas.length; attempt += 1) {
      const chosen = (turn + attempt) % replicas.length;
      const onward = forward(new URL(url, replicas[chosen]), { method, headers });
      const answer = await new Promise<IncomingMessage | undefined>((resolve) => {
        onward.once('response', resolve).once('error', () => resolve(undefined));
        onward.end(body);
      });
      if (answer === undefined) continue;
      if (method === 'POST') posts.push(chosen);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      response.once('close', () => onward.destroy());
      answer.once('error', () => response.destroy());
      answer.pipe(response);
      return;
    }
    response.writeHead(502).end();
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    posts,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
