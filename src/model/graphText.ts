import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { orderedTree, type OrderedNode } from './graphOrder.ts';
import { BRANCH_WORDS, kindOfNode, stateOfNode } from './graphWords.ts';

const MOST_NAMES = 5;

/**
 * The graph as an outline: one line per task in the order of running, children indented. A line that does not simply
 * follow the one above says what it waits for.
 */
export function graphText(graph: Graph): string {
  const labels = new Map(graph.edges.map((edge) => [edge.to, edge]));
  return levelLines(orderedTree(graph), (node) => labels.get(node.id)).join('\n');
}

function levelLines(
  siblings: readonly OrderedNode[],
  edgeTo: (node: GraphNode) => GraphEdge | undefined,
): string[] {
  return siblings.flatMap(({ node, depth, after, children }, position) => {
    const previous = siblings[position - 1]?.node;
    const follows = after.length === 0 || (after.length === 1 && after[0] === previous);
    const words = [
      prefixOf(node, edgeTo(node)),
      node.name,
      node.kind === 'more' ? kindOfNode(node) : parenthesized(kindOfNode(node)),
      follows || node.branch ? undefined : waitsFor(after),
      stateOfNode(node),
    ];
    // An id of an unsaved source can hold anything.
    const line = words
      .filter((word) => word)
      .join(' ')
      .replaceAll(/\s+/g, ' ');
    return [`${'  '.repeat(depth)}${line}`, ...levelLines(children, edgeTo)];
  });
}

function prefixOf({ kind, branch, parent }: GraphNode, edge: GraphEdge | undefined): string | undefined {
  if (kind === 'trigger') return 'trigger';
  if (branch !== undefined) return `${BRANCH_WORDS[branch]}:`;
  return edge?.label !== undefined && edge.from === parent ? `[${edge.label}]` : undefined;
}

function waitsFor(after: readonly GraphNode[]): string {
  const names = after.slice(0, MOST_NAMES).map(({ name }) => name || '…');
  const more = after.length - names.length;
  return `after ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function parenthesized(words: string): string {
  return words === '' ? '' : `(${words})`;
}
