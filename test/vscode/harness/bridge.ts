import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import type { BridgeAnswer, BridgeRequest } from './bridgeProtocol.ts';

/** An HTTP server through which tests in the extension host operate the window from outside. */
export interface Bridge {
  url: string;
  close(): void;
}

/** Listens on a free port of 127.0.0.1; a failing request is answered with the first lines of its error. */
export async function startBridge(perform: (request: BridgeRequest) => Promise<unknown>): Promise<Bridge> {
  const answer = async (body: string): Promise<BridgeAnswer> => {
    try {
      return { ok: true, result: (await perform(JSON.parse(body) as BridgeRequest)) ?? null };
    } catch (error) {
      const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
      return { ok: false, error: message.split('\n').slice(0, 4).join(' | ') };
    }
  };
  const server = createServer((request, response) => {
    void text(request)
      .then(answer)
      .then((result) => response.end(JSON.stringify(result)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
