import type { IncomingMessage } from 'node:http';

/** Addresses under which the server may be spoken to. */
export interface AllowedNames {
  /** `host` or `host:port`, in small letters; without a port it is any port. */
  hosts: readonly string[];
  /** Pages of other origins that may call from a browser; the server's own hosts always may. */
  origins: readonly string[];
}

/**
 * Why a request is not for us, against DNS rebinding: a page in a browser may have our address under a name of its
 * own, but cannot forge `Host` and `Origin`.
 *
 * @returns undefined when it is
 */
export function foreignRequest({ headers }: IncomingMessage, allowed: AllowedNames): string | undefined {
  const host = headers.host?.toLowerCase() ?? '';
  if (!isAllowedHost(host, allowed.hosts)) return `This server is not '${host}'.`;
  const { origin } = headers;
  if (origin === undefined || allowed.origins.includes(origin)) return undefined;
  return isAllowedHost(hostOf(origin), allowed.hosts)
    ? undefined
    : `Pages of '${origin}' may not call this server.`;
}

function isAllowedHost(host: string, hosts: readonly string[]): boolean {
  return hosts.some((one) => one === host || one === host.replace(/:\d+$/, ''));
}

/** An origin such as `null` has none. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
