import { Graph as Layout, layout } from '@dagrejs/dagre';
import type { Graph, GraphEdge, GraphNode } from '../model/graph.ts';

export interface Box {
  /** Of its middle. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedNode extends Box {
  node: GraphNode;
}

export interface PlacedGroup extends Box {
  /** Id of the flowable task that it holds, with all that is inside it. */
  id: string;
}

export interface PlacedEdge {
  edge: GraphEdge;
  points: { x: number; y: number }[];
}

export interface PlacedGraph {
  width: number;
  height: number;
  /** In the order of running as far as one looks from top to bottom. */
  nodes: PlacedNode[];
  /** The outer ones first. */
  groups: PlacedGroup[];
  edges: PlacedEdge[];
}

export const NODE_HEIGHT = 44;
const MARGIN = 16;
const GROUP = 'group ';

/** Places a graph from top to bottom, what is inside of a flowable task in a group with it. */
export function placeGraph(graph: Graph, widthOf: (node: GraphNode) => number): PlacedGraph {
  const drawn = new Layout({ compound: true, multigraph: true });
  drawn.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 36, marginx: MARGIN, marginy: MARGIN });
  drawn.setDefaultEdgeLabel(() => ({}));
  const parents = new Set(graph.nodes.map(({ parent }) => parent));
  const isGroup = (id: string): boolean => parents.has(id);
  for (const node of graph.nodes) {
    drawn.setNode(node.id, { width: widthOf(node), height: NODE_HEIGHT });
    if (isGroup(node.id)) drawn.setNode(GROUP + node.id, {});
  }
  for (const { id, parent } of graph.nodes) {
    const outer = parent === undefined ? undefined : GROUP + parent;
    const inner = isGroup(id) ? GROUP + id : undefined;
    if (inner !== undefined) drawn.setParent(id, inner);
    if (outer !== undefined && drawn.hasNode(outer)) drawn.setParent(inner ?? id, outer);
  }
  const edges = edgesBetweenBoxes(graph);
  for (const [index, edge] of edges.entries()) drawn.setEdge(edge.from, edge.to, {}, String(index));
  layout(drawn);
  return collect(graph, drawn, edges);
}

function collect(graph: Graph, drawn: Layout, edges: readonly GraphEdge[]): PlacedGraph {
  const boxOf = (id: string): Box => {
    const { x = 0, y = 0, width = 0, height = 0 } = drawn.node(id);
    return { x, y, width, height };
  };
  const nodes = graph.nodes.map((node) => ({ ...boxOf(node.id), node }));
  const groups = graph.nodes.flatMap(({ id }) =>
    drawn.hasNode(GROUP + id) ? [{ id, ...boxOf(GROUP + id) }] : [],
  );
  const { width = 0, height = 0 } = drawn.graph();
  return {
    width,
    height,
    nodes: nodes.toSorted((a, b) => a.y - b.y || a.x - b.x),
    groups: groups.toSorted((a, b) => b.width * b.height - a.width * a.height),
    edges: edges.map((edge, index) => {
      const placed = drawn.edge(edge.from, edge.to, String(index));
      return { edge, points: placed.points ?? [] };
    }),
  };
}

/** What begins where a flowable has ended is drawn from the last tasks inside it. */
function edgesBetweenBoxes({ nodes, edges }: Graph): GraphEdge[] {
  const parentOf = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const known = edges.filter(({ from, to }) => parentOf.has(from) && parentOf.has(to) && from !== to);
  const isInside = (id: string, of: string): boolean => {
    for (let at = parentOf.get(id); at !== undefined; at = parentOf.get(at)) if (at === of) return true;
    return false;
  };
  const goesOn = new Set(
    known.filter(({ from, to, onError }) => onError !== true && !isInside(to, from)).map(({ from }) => from),
  );
  const lastOf = (id: string): string[] => {
    const children = nodes.filter(({ parent, branch }) => parent === id && branch === undefined);
    if (children.length === 0) return [id];
    return children.filter((child) => !goesOn.has(child.id)).flatMap((child) => lastOf(child.id));
  };
  const drawn = known.flatMap((edge) => {
    if (isInside(edge.to, edge.from)) return [edge];
    return lastOf(edge.from).map((from) => ({ ...edge, from }));
  });
  return [...new Map(drawn.map((edge) => [`${edge.from} ${edge.to} ${edge.label}`, edge])).values()];
}
