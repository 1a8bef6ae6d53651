import { BRANCHES, type Graph, type GraphNode } from './graph.ts';

/** A node among its siblings, with those that it waits for. */
export interface OrderedNode {
  node: GraphNode;
  depth: number;
  /** Siblings that have to end first. */
  after: GraphNode[];
  children: OrderedNode[];
}

/** The graph as a tree in the order of running: triggers, tasks, then the branches beside the ordinary course. */
export function orderedTree({ nodes, edges }: Graph): OrderedNode[] {
  const byParent = Map.groupBy(nodes, ({ parent }) => parent);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const before = new Map<string, GraphNode[]>();
  for (const { from, to } of edges) {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (source && target && source.parent === target.parent) {
      before.set(to, [...(before.get(to) ?? []), source]);
    }
  }
  const level = (parent: string | undefined, depth: number): OrderedNode[] => {
    const siblings = sortByOrder(byParent.get(parent) ?? [], before);
    const waitsFor = (node: GraphNode): ReadonlySet<GraphNode> => new Set(before.get(node.id));
    return siblings.map((node) => ({
      node,
      depth,
      after: siblings.filter((other) => other.kind !== 'trigger' && waitsFor(node).has(other)),
      children: level(node.id, depth + 1),
    }));
  };
  return level(undefined, 0);
}

/** All nodes of a tree from top to bottom. */
export function* flattened(tree: readonly OrderedNode[]): Generator<OrderedNode> {
  for (const item of tree) {
    yield item;
    yield* flattened(item.children);
  }
}

/** Every node behind those that it waits for; what waits in a circle keeps the order given. */
function sortByOrder(
  siblings: readonly GraphNode[],
  before: ReadonlyMap<string, readonly GraphNode[]>,
): GraphNode[] {
  const ordered: GraphNode[] = [];
  const seen = new Set<string>();
  const visit = (node: GraphNode): void => {
    if (seen.has(node.id)) return;
    seen.add(node.id);
    for (const earlier of before.get(node.id) ?? []) visit(earlier);
    ordered.push(node);
  };
  for (const node of siblings.toSorted((a, b) => section(a) - section(b))) visit(node);
  return ordered;
}

function section({ kind, branch }: GraphNode): number {
  if (kind === 'trigger') return -1;
  return branch === undefined ? 0 : 1 + BRANCHES.indexOf(branch);
}
