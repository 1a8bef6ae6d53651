import type { Connection } from '../../src/shared/connection.ts';

/** The headers with which a bare `fetch` signs in. */
export function authorization({ auth }: Connection): Record<string, string> {
  if (auth.kind === 'none') return {};
  if (auth.kind === 'token') return { authorization: `Bearer ${auth.token}` };
  const pair = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
  return { authorization: `Basic ${pair}` };
}
