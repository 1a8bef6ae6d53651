import type { IncomingMessage, ServerResponse } from 'node:http';

/** @returns undefined when the browser has none of that name */
export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** A cookie that scripts and other sites' requests never see, beside those that are set already. */
export function setCookie(
  response: ServerResponse,
  name: string,
  value: string,
  { path, seconds, isSecure }: { path: string; seconds: number; isSecure: boolean },
): void {
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Lax'];
  response.appendHeader('set-cookie', [...parts, ...(isSecure ? ['Secure'] : [])].join('; '));
}
