import { createServer } from 'node:net';

/**
 * A port of the loopback interface nobody listens on: `wanted`, or any if it is 0.
 * @throws when `wanted` is taken.
 */
export function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      reject(new Error(`Port ${wanted} of this machine is in use; choose another one.`, { cause: error })),
    );
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}
