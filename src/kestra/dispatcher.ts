import { readFile } from 'node:fs/promises';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Connection } from '../shared/connection.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * The connections to one instance, with its TLS settings and its proxy.
 *
 * @param use at most so many connections, used again and again; or one for each request
 * @throws Failure `invalid` when the file of authorities is of no use
 */
export async function createDispatcher(
  connection: Connection,
  use: { connections: number } | 'single use',
): Promise<Dispatcher> {
  const tls = { rejectUnauthorized: connection.verifyTls, ...(await trustedAuthorities(connection)) };
  const proxy = proxyOf(connection);
  const reuse = use === 'single use' ? { pipelining: 0 } : { pipelining: 1, ...use };
  if (proxy !== undefined) return new ProxyAgent({ uri: proxy, requestTls: tls, ...reuse });
  return new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS, ...tls }, ...reuse });
}

/** The proxy in use: none for loopback addresses, which mean another machine to it. */
export function proxyOf({ baseUrl, proxy }: Connection): string | undefined {
  const isLoopback = /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(baseUrl).hostname);
  return isLoopback ? undefined : proxy;
}

/** The given authority is added to Node's own: a company CA must not cut off public ones. */
async function trustedAuthorities({ caFile }: Connection): Promise<{ ca?: string[] }> {
  if (caFile === undefined) return {};
  const [{ rootCertificates }, pem] = await Promise.all([
    import('node:tls'),
    readFile(caFile, 'utf8').catch((error: unknown) => Promise.reject(badAuthorities(caFile, error))),
  ]);
  // Node takes a text without certificates silently, and would then trust nobody of it.
  if (!pem.includes('-----BEGIN ')) throw badAuthorities(caFile, undefined);
  return { ca: [...rootCertificates, pem] };
}

function badAuthorities(caFile: string, cause: unknown): Failure {
  const message =
    cause === undefined
      ? told`The certificate file ${caFile} holds no certificate (PEM).`
      : told`The certificate file ${caFile} cannot be read.`;
  return new Failure('invalid', message, {
    hint: told`Correct the path of the certificate file of this connection (KESTRA_CA_FILE).`,
    cause,
  });
}
