import type { KeptState } from '../../webview/messages.ts';
import type { ConnectionProfile } from '../connections/profile.ts';

/** The connection that an editor tab was opened on: by its id, else one to the same place. */
export function keptConnection(
  { connectionId, baseUrl, tenant }: KeptState,
  profiles: readonly ConnectionProfile[],
): ConnectionProfile | undefined {
  return (
    profiles.find(({ id }) => id === connectionId) ??
    profiles.find((profile) => profile.baseUrl === baseUrl && profile.tenant === tenant)
  );
}
