import type { ServerConfiguration } from './configuration.ts';
import type { Session } from './session.ts';

/** The session, opened when it is first asked for. @throws Failure for a configuration that is wrong */
export type LazySession = () => Promise<Session>;

/** A server is spawned for every window, and most are never asked anything: Kestra's client is loaded on first use. */
export function lazySession(configuration: ServerConfiguration): LazySession {
  let session: Promise<Session> | undefined;
  return () => (session ??= open(configuration));
}

async function open(configuration: ServerConfiguration): Promise<Session> {
  if ('failure' in configuration) throw configuration.failure;
  const { openSession } = await import('./session.ts');
  return openSession(configuration);
}
