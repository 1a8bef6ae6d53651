import * as l10n from '@vscode/l10n';
import type { AuditedCall } from '../../shared/audit/auditCalls.ts';
import type { ConnectionProfile } from '../connections/profile.ts';
import type { CallNode, HintNode, LatelyNode, ReadsNode } from './agentNodes.ts';

type Place = Pick<ConnectionProfile, 'id' | 'name' | 'baseUrl' | 'tenant'>;

/** The connection that a call went over; the name decides between two to the same place. */
export function connectionOf(
  { url, tenant, connection }: Pick<AuditedCall, 'url' | 'tenant' | 'connection'>,
  places: readonly Place[],
): Place | undefined {
  const there = places.filter((place) => place.baseUrl === url && place.tenant === tenant);
  return there.find(({ name }) => name === connection) ?? there[0];
}

/** The calls of connections that are here, the newest first. */
export function callNodes(calls: readonly AuditedCall[], places: readonly Place[]): CallNode[] {
  return calls.toReversed().flatMap((call): CallNode[] => {
    const place = connectionOf(call, places);
    if (place === undefined) return [];
    const connection = places.length > 1 ? place.name : undefined;
    return [{ kind: 'call', id: `call/${call.id}`, connectionId: place.id, call, connection }];
  });
}

/** Calls that only looked are one row where several follow each other, so that what was done stands out. */
export function groupedCalls(nodes: readonly CallNode[]): (CallNode | ReadsNode)[] {
  const groups: CallNode[][] = [];
  for (const node of nodes) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (previous !== undefined && isRead(previous) && isRead(node) && sameServer(previous, node))
      group?.push(node);
    else groups.push([node]);
  }
  return groups.flatMap((calls): (CallNode | ReadsNode)[] => {
    const oldest = calls.at(-1);
    if (oldest === undefined || calls.length < 2) return calls;
    // The oldest names the group: it stays the same while newer ones join it.
    return [{ kind: 'reads', id: `reads/${oldest.call.id}`, connectionId: oldest.connectionId, calls }];
  });
}

export function latelyNode(nodes: readonly CallNode[]): LatelyNode {
  const denied = nodes.filter(({ call }) => call.decision === 'denied').length;
  return { kind: 'lately', id: 'lately', connectionId: '', amount: nodes.length, denied };
}

/** @param isKept whether there is an audit log at all */
export function emptyNode(isKept: boolean): HintNode {
  const text = isKept
    ? l10n.t('Nothing yet. Ask Copilot: "What waits for me in Kestra?"')
    : l10n.t('The audit log is switched off (KESTRA_MCP_AUDIT).');
  return { kind: 'hint', id: 'hint', connectionId: '', text, asks: isKept };
}

function isRead({ call }: CallNode): boolean {
  return call.effect === 'read' && call.decision === 'allowed' && call.outcome === 'ok';
}

function sameServer(one: CallNode, other: CallNode): boolean {
  return one.call.pid === other.call.pid && one.connectionId === other.connectionId;
}
