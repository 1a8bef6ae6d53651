import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { flattened, orderedTree, type OrderedNode } from './graphOrder.ts';
import { BRANCH_WORDS, kindOfNode, shortType, stateOfNode } from './graphWords.ts';
import { mermaidLabel } from './mermaidText.ts';
import type { State } from './state.ts';

/** Colours that hold on light and dark grounds. */
const STYLES = {
  success: 'fill:#1a7f37,stroke:#1a7f37,color:#fff',
  warning: 'fill:#bf8700,stroke:#bf8700,color:#fff',
  failed: 'fill:#cf222e,stroke:#cf222e,color:#fff',
  running: 'fill:#0969da,stroke:#0969da,color:#fff',
  waiting: 'fill:#8250df,stroke:#8250df,color:#fff',
  other: 'fill:#6e7781,stroke:#6e7781,color:#fff',
} as const;
type Style = keyof typeof STYLES;

const STYLE_OF: Partial<Record<State, Style>> = {
  SUCCESS: 'success',
  WARNING: 'warning',
  FAILED: 'failed',
  KILLED: 'failed',
  CANCELLED: 'failed',
  RUNNING: 'running',
  RETRYING: 'running',
  RESTARTED: 'running',
  PAUSED: 'waiting',
  BREAKPOINT: 'waiting',
};

/** The graph as a Mermaid flowchart; ids of the flow appear in escaped labels only. */
export function graphMermaid(graph: Graph): string {
  const tree = orderedTree(graph);
  const items = new Map([...flattened(tree)].map((item) => [item.node.id, item]));
  const places = new Map([...items.keys()].map((id, place) => [id, place]));
  const placeOf = (id: string): number => places.get(id) ?? 0;
  const edges = graph.edges.toSorted(
    (a, b) => placeOf(a.from) - placeOf(b.from) || placeOf(a.to) - placeOf(b.to),
  );
  const drawEdge = (edge: GraphEdge): string => {
    const children = items.get(edge.from)?.children ?? [];
    const entersChild = children.some(({ node }) => node.id === edge.to);
    const box = children.length > 0 && !entersChild ? 's' : '';
    return `  n${placeOf(edge.from)}${box} ${arrowOf(edge)} n${placeOf(edge.to)}`;
  };
  return [
    'flowchart TD',
    ...tree.flatMap((item) => nodeLines(item, placeOf, '  ')),
    ...edges.map(drawEdge),
    ...legend(graph),
  ].join('\n');
}

function arrowOf({ label, onError }: GraphEdge): string {
  const text = label ?? (onError ? 'on error' : undefined);
  const line = onError ? '-.->' : '-->';
  return text === undefined ? line : `${line}|${mermaidLabel(text)}|`;
}

/** A flowable task `n4` is in a box `n4s` with its children; edges leave it from the box. */
function nodeLines(
  { node, children }: OrderedNode,
  placeOf: (id: string) => number,
  indent: string,
): string[] {
  const own = `n${placeOf(node.id)}${shapeOf(node)}${classOf(node)}`;
  if (children.length === 0) return [indent + own];
  return [
    `${indent}subgraph n${placeOf(node.id)}s[${mermaidLabel(shortType(node.type) ?? node.name)}]`,
    `${indent}  ${own}`,
    ...children.flatMap((child) => nodeLines(child, placeOf, `${indent}  `)),
    `${indent}end`,
  ];
}

function shapeOf(node: GraphNode): string {
  const label = mermaidLabel(...labelLines(node));
  if (node.kind === 'trigger') return `([${label}])`;
  return node.branch === undefined ? `[${label}]` : `>${label}]`;
}

function labelLines(node: GraphNode): string[] {
  const state = stateOfNode(node);
  const isFold = node.kind === 'more' || node.kind === 'trigger' || node.hidden !== undefined;
  const branch = node.branch === undefined ? '' : `${BRANCH_WORDS[node.branch]}: `;
  const lines = [`${branch}${node.name}`, isFold || node.disabled ? kindOfNode(node) : '', state ?? ''];
  return lines.filter((line) => line !== '');
}

function styleOf(state: State): Style {
  return STYLE_OF[state] ?? 'other';
}

function classOf({ runs }: GraphNode): string {
  const [gravest] = runs ?? [];
  return gravest === undefined ? '' : `:::${styleOf(gravest.state)}`;
}

/** One sample per state that occurs, so that the colours can be read. */
function legend({ nodes }: Graph): string[] {
  const states = [...new Set(nodes.flatMap(({ runs }) => runs?.[0]?.state ?? []))];
  if (states.length === 0) return [];
  return [
    '  subgraph legend["Legend"]',
    ...states.map((state, at) => `    l${at}[${state}]:::${styleOf(state)}`),
    '    l["no state: has not run"]',
    '  end',
    ...[...new Set(states.map(styleOf))].map((style) => `  classDef ${style} ${STYLES[style]}`),
  ];
}
