import * as z from 'zod';
import { BRANCHES, type Graph, type GraphEdge, type GraphNode } from '../model/graph.ts';
import type { FlowId } from '../model/flow.ts';
import { optional } from './schemas.ts';

const task = z.looseObject({
  id: z.string(),
  type: z.string(),
  disabled: optional(z.boolean()),
  /** What a Subflow task runs; either may be an expression. */
  namespace: z.unknown().optional(),
  flowId: z.unknown().optional(),
});

const node = z.object({
  uid: z.string(),
  /** A Java class; Kestra's technical nodes begin with `GraphCluster`. */
  type: z.string(),
  branchType: optional(z.enum(BRANCHES).catch('ERROR')),
  task: optional(task),
  triggerDeclaration: optional(task),
});
type Node = z.infer<typeof node>;

const edge = z.object({
  source: z.string(),
  target: z.string(),
  relation: optional(z.object({ relationType: optional(z.string()), value: optional(z.string()) })),
});
type Edge = z.infer<typeof edge>;

const cluster = z.object({
  cluster: z.object({ uid: z.string(), taskNode: optional(node) }),
  nodes: z.array(z.string()),
  parents: z.array(z.string()),
  start: z.string(),
  end: z.string(),
});
type Cluster = z.infer<typeof cluster>;

/** Kestra's graph, which has technical nodes around every cluster, as tasks that follow and contain each other. */
export const graphSchema = z
  .object({ nodes: z.array(node), edges: z.array(edge), clusters: z.array(cluster).default([]) })
  .transform(({ nodes, edges, clusters }): Graph => {
    const places = placesOf(nodes, clusters);
    return { nodes: graphNodes(nodes, clusters, places), edges: graphEdges(bridged(edges, places), places) };
  });

/** What an end of an edge stands for. */
interface Places {
  /** By uid: the task or trigger, or the flowable task whose cluster begins or ends there. */
  idOf: ReadonlyMap<string, string>;
  /** Where the cluster of a flowable task ends. */
  ends: ReadonlySet<string>;
}

/** Ids are those of the flow, so that the iterations in an execution's graph fall together. */
function placesOf(nodes: readonly Node[], clusters: readonly Cluster[]): Places {
  const idOf = new Map<string, string>();
  for (const it of nodes) {
    const id = idOfNode(it);
    if (id !== undefined) idOf.set(it.uid, id);
  }
  const flowables = clusters.filter(({ cluster: { taskNode } }) => taskNode !== undefined);
  for (const {
    cluster: { taskNode },
    start,
    end,
  } of flowables) {
    const id = taskNode === undefined ? undefined : idOfNode(taskNode);
    if (id !== undefined) idOf.set(start, id).set(end, id);
  }
  return { idOf, ends: new Set(flowables.map(({ end }) => end)) };
}

function idOfNode({ task: definition, triggerDeclaration }: Node): string | undefined {
  return triggerDeclaration === undefined ? definition?.id : `trigger ${triggerDeclaration.id}`;
}

function graphNodes(nodes: readonly Node[], clusters: readonly Cluster[], { idOf }: Places): GraphNode[] {
  const parents = parentsOf(clusters, idOf);
  const byId = new Map<string, GraphNode>();
  for (const it of nodes) {
    const [id, definition] = [idOfNode(it), it.triggerDeclaration ?? it.task];
    if (id === undefined || definition === undefined || byId.has(id)) continue;
    byId.set(id, {
      id,
      kind: it.triggerDeclaration === undefined ? 'task' : 'trigger',
      name: definition.id,
      type: definition.type,
      parent: parents.get(id),
      branch: it.branchType,
      disabled: definition.disabled ? true : undefined,
      subflow: subflowOf(definition),
    });
  }
  return [...byId.values()];
}

function subflowOf({ type, namespace, flowId }: z.infer<typeof task>): FlowId | undefined {
  const isSubflow = type.endsWith('.Subflow') && typeof namespace === 'string' && typeof flowId === 'string';
  return isSubflow ? { namespace, id: flowId } : undefined;
}

/** The flowable task around each; a cluster lists its own task, and the start and end of the clusters inside. */
function parentsOf(
  clusters: readonly Cluster[],
  idOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const outermostFirst = clusters.toSorted((a, b) => a.parents.length - b.parents.length);
  for (const {
    cluster: { taskNode },
    nodes,
  } of outermostFirst) {
    const flowable = taskNode === undefined ? undefined : idOfNode(taskNode);
    if (flowable === undefined) continue;
    for (const uid of nodes) {
      const id = idOf.get(uid);
      if (id !== undefined && id !== flowable) parents.set(id, flowable);
    }
  }
  return parents;
}

/** Edges past the technical nodes that stand for nothing: the flow's start and end, and those around its branches. */
function bridged(edges: readonly Edge[], { idOf }: Places): Edge[] {
  const bySource = Map.groupBy(edges, ({ source }) => source);
  const beyond = (uid: string, seen: ReadonlySet<string>): Edge[] => {
    if (idOf.has(uid) || seen.has(uid)) return [];
    // The flow's own error branch does not follow a task or trigger.
    const next = (bySource.get(uid) ?? []).filter((it) => !isError(it));
    return next.flatMap((it) => [it, ...beyond(it.target, new Set([...seen, uid]))]);
  };
  return edges.flatMap((it) => [
    it,
    ...beyond(it.target, new Set()).map(({ target, relation }) => ({ source: it.source, target, relation })),
  ]);
}

function graphEdges(edges: readonly Edge[], { idOf, ends }: Places): GraphEdge[] {
  const found = new Map<string, GraphEdge>();
  for (const it of edges) {
    const [from, to] = [idOf.get(it.source), idOf.get(it.target)];
    if (from === undefined || to === undefined || from === to || ends.has(it.target)) continue;
    const label = it.relation?.relationType === 'CHOICE' ? it.relation.value : undefined;
    const onError = isError(it) ? true : undefined;
    found.set(JSON.stringify([from, to, label]), { from, to, label, onError });
  }
  return [...found.values()];
}

function isError({ relation }: Edge): boolean {
  return relation?.relationType === 'ERROR';
}
