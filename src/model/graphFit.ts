import { countStates, needsAttention, type Graph, type GraphNode } from './graph.ts';
import { flattened, orderedTree, type OrderedNode } from './graphOrder.ts';

/** Tried in turn until the text is short enough. */
const NODE_LIMITS = [120, 80, 60, 45, 30, 20, 12, 6];

/** Renders a graph, with as many of its nodes merged as the text needs to stay within the limits. */
export function renderWithin(
  graph: Graph,
  render: (graph: Graph) => string,
  { maxNodes, maxBytes }: { maxNodes: number; maxBytes: number },
): string {
  let text = '';
  for (const limit of NODE_LIMITS.filter((nodes) => nodes <= maxNodes)) {
    text = render(fitGraph(graph, limit));
    if (Buffer.byteLength(text) <= maxBytes) break;
  }
  return text;
}

/**
 * The graph with at most about so many nodes: flowable tasks stand for what is inside them, the deepest first, then
 * neighbours are merged. What failed, waits or runs stays visible as long as possible.
 */
export function fitGraph(graph: Graph, maxNodes: number): Graph {
  if (graph.nodes.length <= maxNodes) return graph;
  const collapsed = collapseFlowables(graph, maxNodes);
  return collapsed.nodes.length <= maxNodes ? collapsed : mergeNeighbours(collapsed, maxNodes);
}

function collapseFlowables(graph: Graph, maxNodes: number): Graph {
  const flowables = [...flattened(orderedTree(graph))].filter(({ children }) => children.length > 0);
  const candidates = flowables.toSorted(
    (a, b) => Number(hasAttention(a)) - Number(hasAttention(b)) || b.depth - a.depth,
  );
  const standsFor = new Map<string, string>();
  const hidden = new Map<string, number>();
  let left = graph.nodes.length;
  for (const { node, children } of candidates) {
    if (left <= maxNodes) break;
    const inside = [...flattened(children)].map(({ node: { id } }) => id);
    left -= inside.filter((id) => !standsFor.has(id)).length;
    for (const id of inside) standsFor.set(id, node.id);
    hidden.set(node.id, inside.length);
  }
  const nodes = graph.nodes
    .filter(({ id }) => !standsFor.has(id))
    .map((node) => ({ ...node, hidden: hidden.get(node.id) ?? node.hidden }));
  return { nodes, edges: redirect(graph, standsFor) };
}

function hasAttention({ children }: OrderedNode): boolean {
  return flattened(children).some(({ node }) => needsAttention(node));
}

/** Runs of siblings that are not kept become one node each. */
function mergeNeighbours(graph: Graph, maxNodes: number): Graph {
  const ordered = [...flattened(orderedTree(graph))];
  const kept = keptNodes(ordered, maxNodes);
  const standsFor = new Map<string, string>();
  const nodes: GraphNode[] = [];
  let run: GraphNode | undefined;
  for (const { node } of ordered) {
    if (kept.has(node.id)) {
      nodes.push(node);
      run = undefined;
    } else if (run !== undefined && run.parent === node.parent) {
      absorb(run, node);
      standsFor.set(node.id, run.id);
    } else {
      run = { id: `more ${node.id}`, kind: 'more', name: '', parent: node.parent, branch: node.branch };
      absorb(run, node);
      standsFor.set(node.id, run.id);
      nodes.push(run);
    }
  }
  return { nodes, edges: redirect(graph, standsFor) };
}

function absorb(run: GraphNode, { hidden = 0, runs = [] }: GraphNode): void {
  run.hidden = (run.hidden ?? 0) + 1 + hidden;
  const states = countStates([...(run.runs ?? []), ...runs]);
  if (states.length > 0) run.runs = states;
}

/** Half the room at most for what needs attention, the rest from the top; with every kept node its flowables. */
function keptNodes(ordered: readonly OrderedNode[], maxNodes: number): ReadonlySet<string> {
  const parents = new Map(ordered.map(({ node }) => [node.id, node.parent]));
  const kept = new Set<string>();
  const keep = (nodes: readonly OrderedNode[], limit: number): void => {
    for (const { node } of nodes) {
      if (kept.size >= limit) return;
      for (let id: string | undefined = node.id; id !== undefined; id = parents.get(id)) kept.add(id);
    }
  };
  keep(
    ordered.filter(({ node }) => needsAttention(node)),
    maxNodes / 2,
  );
  keep(ordered, maxNodes - 1);
  return kept;
}

/** Edges between what is still shown, each once. */
function redirect({ edges }: Graph, standsFor: ReadonlyMap<string, string>): Graph['edges'] {
  const seen = new Set<string>();
  return edges.flatMap((edge) => {
    const [from, to] = [standsFor.get(edge.from) ?? edge.from, standsFor.get(edge.to) ?? edge.to];
    const key = JSON.stringify([from, to, edge.label]);
    if (from === to || seen.has(key)) return [];
    seen.add(key);
    return [{ ...edge, from, to }];
  });
}
