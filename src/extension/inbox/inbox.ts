import { Failure } from '../../shared/failure.ts';
import type { ExecutionSummary } from '../../operations/summary.ts';
import type { ContextValue } from '../contextKeys.ts';
import type { ExecutionNode, WaitingFlowNode } from '../views/nodes.ts';

/** What wants somebody's attention on one connection. */
export interface ConnectionInbox {
  connectionId: string;
  name: string;
  production: boolean;
  /** The longest waiting first; absent until they have been read once. */
  executions?: ExecutionNode[] | undefined;
  /** May be more than are listed. */
  total: number;
  /** Those that were started within the last day and failed, the latest first. */
  failed: { executions: ExecutionSummary[]; total: number };
  /** Milliseconds since 1970 of the last success. */
  readAt?: number | undefined;
  /** Why the last refresh did not work. */
  failure?: Failure | undefined;
}

/** The inboxes of all connections, in their order. */
export type Inboxes = readonly ConnectionInbox[];

/** What the view shows instead of rows. */
export type InboxCondition = ContextValue<'kestraMcp.waiting'>;

export function conditionOf(inboxes: Inboxes): InboxCondition {
  if (inboxes.length === 0) return 'noConnection';
  if (inboxes.some(({ executions = [] }) => executions.length > 0)) return 'listed';
  if (inboxes.some(({ executions, failure }) => executions !== undefined && failure === undefined))
    return 'empty';
  const failure = inboxes.find((inbox) => inbox.failure !== undefined)?.failure;
  if (failure === undefined) return 'loading';
  if (Failure.is(failure, 'unreachable', 'interrupted', 'timeout', 'unavailable')) return 'unreachable';
  return Failure.is(failure, 'unauthenticated', 'forbidden') ? 'refused' : 'failed';
}

export function totalsOf(inboxes: Inboxes): { waiting: number; failed: number } {
  return {
    waiting: inboxes.reduce((sum, { total }) => sum + total, 0),
    failed: inboxes.reduce((sum, { failed }) => sum + failed.total, 0),
  };
}

/** The waiting executions by flow, the flow of the longest waiting one first, whatever its connection. */
export function groupByFlow(inboxes: Inboxes): WaitingFlowNode[] {
  const several = inboxes.length > 1;
  const groups = inboxes.flatMap((inbox) => groupsOf(inbox, several));
  return groups.toSorted((a, b) => waitsSince(a) - waitsSince(b));
}

function groupsOf(
  { name, production, executions = [] }: ConnectionInbox,
  several: boolean,
): WaitingFlowNode[] {
  const groups = Map.groupBy(executions, ({ execution: { namespace, flowId } }) => `${namespace}/${flowId}`);
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const { connectionId, execution } = first;
    const { namespace, flowId } = execution;
    const id = `waiting/${connectionId}/${namespace}/${flowId}`;
    const connection = several ? { name, production } : undefined;
    return [{ kind: 'waitingFlow', id, connectionId, namespace, flowId, executions: members, connection }];
  });
}

function waitsSince({ executions: [first] }: WaitingFlowNode): number {
  return Date.parse(first?.execution.since ?? '') || 0;
}
