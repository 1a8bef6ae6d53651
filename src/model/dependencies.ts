import type { FlowId } from './flow.ts';

/** FLOW_TASK: the first runs the second as a subflow. FLOW_TRIGGER: the second starts when the first has ended. */
export const RELATIONS = ['FLOW_TASK', 'FLOW_TRIGGER'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface FlowLink {
  from: FlowId;
  to: FlowId;
  relation: Relation;
}

/** Flows and how they run and start each other. */
export interface Dependencies {
  flows: FlowId[];
  links: FlowLink[];
}

/** A flow at the other end of a link. */
export interface LinkedFlow {
  namespace: string;
  flowId: string;
  relation: Relation;
}

/** What a flow needs: the subflows that it runs, and the flows whose end starts it. */
export function dependenciesOf({ links }: Dependencies, flow: FlowId): LinkedFlow[] {
  return links.flatMap(({ from, to, relation }) => {
    const needed = relation === 'FLOW_TASK' ? { user: from, used: to } : { user: to, used: from };
    return isSame(needed.user, flow) ? [linked(needed.used, relation)] : [];
  });
}

/** What stops working without a flow: the flows that run it as a subflow, and those that its end starts. */
export function dependantsOf({ links }: Dependencies, flow: FlowId): LinkedFlow[] {
  return links.flatMap(({ from, to, relation }) => {
    const needed = relation === 'FLOW_TASK' ? { user: from, used: to } : { user: to, used: from };
    return isSame(needed.used, flow) ? [linked(needed.user, relation)] : [];
  });
}

/**
 * Short names: flows of the home namespace by id alone, those of others qualified, so that none collide. On one line:
 * what a flow names as its subflow can be any text.
 */
export function shortName({ namespace, id }: FlowId, home: string): string {
  const name = namespace === home ? id : `${namespace}.${id}`;
  return name.replaceAll(/\s+/g, ' ');
}

/** The flows that nothing links to another. */
export function unlinked({ flows, links }: Dependencies): FlowId[] {
  const ends = new Set(links.flatMap(({ from, to }) => [flowKey(from), flowKey(to)]));
  return flows.filter((flow) => !ends.has(flowKey(flow)));
}

export function flowKey({ namespace, id }: FlowId): string {
  return JSON.stringify([namespace, id]);
}

function isSame(a: FlowId, b: FlowId): boolean {
  return a.id === b.id && a.namespace === b.namespace;
}

function linked({ namespace, id }: FlowId, relation: Relation): LinkedFlow {
  return { namespace, flowId: id, relation };
}
