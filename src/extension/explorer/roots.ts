import type { ConnectionProfile } from '../connections/profile.ts';
import type { ConnectionNode } from '../views/nodes.ts';

export function rootsOf(
  profiles: readonly ConnectionProfile[],
  activeId: string | undefined,
): ConnectionNode[] {
  return profiles.map(({ id, name, baseUrl, tenant, production }) => ({
    kind: 'connection',
    id: rootId(id),
    connectionId: id,
    name,
    place: `${baseUrl.replace(/^https?:\/\//, '')} · ${tenant}`,
    active: id === activeId,
    alone: profiles.length === 1,
    production,
  }));
}

export function rootId(connectionId: string): string {
  return `explorer/${connectionId}`;
}

/** Everything about each connection, to notice that one has changed. */
export function fingerprintsOf(profiles: readonly ConnectionProfile[]): ReadonlyMap<string, string> {
  return new Map(profiles.map((profile) => [profile.id, JSON.stringify(profile)]));
}
