import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Kestra that can be made to go away: everything is passed on while the gate is open. */
export interface Gate {
  url: string;
  close(): void;
  open(): Promise<void>;
}

/** Opens a gate to the HTTP server at `target`, on a free port of 127.0.0.1 which it keeps when opened again. */
export async function openGate(target: string): Promise<Gate> {
  const { hostname, port: targetPort } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const forwarded = request({ hostname, port: targetPort, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
    open: () => listen(port),
  };
}
