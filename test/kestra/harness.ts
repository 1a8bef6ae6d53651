import type { Connection } from '../../src/shared/connection.ts';
import { Failure, type FailureKind } from '../../src/shared/failure.ts';
import { Transport } from '../../src/kestra/transport.ts';
import { startHttpServer, type Handler, type HttpServer } from '../support/httpServer.ts';

export function connectionTo(baseUrl: string, change: Partial<Connection> = {}): Connection {
  return { baseUrl, tenant: 'main', auth: { kind: 'none' }, access: 'full', verifyTls: true, ...change };
}

/** Servers and transports for the tests of the surrounding suite, each closed after its test. */
export function withServers() {
  const open: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(item: T): T => {
    open.push(item);
    return item;
  };
  afterEach(async () => {
    for (const item of open.splice(0).toReversed()) await item.close();
  });
  const serve = async (handle: Handler, tls?: { key: string; cert: string }): Promise<HttpServer> =>
    keep(await startHttpServer(handle, tls));
  const transportTo = (baseUrl: string, change: Partial<Connection> = {}): Transport =>
    keep(new Transport(connectionTo(baseUrl, change)));
  return { keep, serve, transportTo };
}

/** What a call fails with. */
export async function failureOf(call: Promise<unknown>, kind?: FailureKind): Promise<Failure> {
  const outcome = await call.then(
    (value) => new Error(`It did not fail: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (!Failure.is(outcome)) throw outcome;
  if (kind !== undefined && outcome.kind !== kind) throw new Error(`${outcome.kind}: ${outcome.message}`);
  return outcome;
}
