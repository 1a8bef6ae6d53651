import { lazily } from '../shared/lazily.ts';
import type { ServerConfiguration } from './configuration.ts';
import type { Caller } from './policy/caller.ts';
import type { Session, SessionParts } from './session.ts';

/** The session, opened when it is first asked for. @throws Failure for a configuration that is wrong */
export type LazySession = () => Promise<Session>;

/**
 * A server is spawned for every window, and most are never asked anything: Kestra's client is loaded on first use.
 *
 * @param caller asked when the session is opened, since the client has named itself by then
 */
export function lazySession(
  configuration: ServerConfiguration,
  caller: () => Caller,
  parts?: SessionParts,
): LazySession {
  return lazily(() => open(configuration, caller, parts));
}

async function open(
  configuration: ServerConfiguration,
  caller: () => Caller,
  parts: SessionParts | undefined,
): Promise<Session> {
  if ('failure' in configuration) throw configuration.failure;
  const { openSession } = await import('./session.ts');
  return openSession(configuration, caller(), parts);
}
