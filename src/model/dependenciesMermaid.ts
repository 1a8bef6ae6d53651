import { flowKey, shortName, unlinked, type Dependencies } from './dependencies.ts';
import { mermaidLabel } from './mermaidText.ts';

const LEGEND = [
  '  subgraph legend["Legend"]',
  '    l1["flow"] ==>|"runs as subflow"| l2["flow"]',
  '    l3["flow"] -->|"its end starts"| l4["flow"]',
  '  end',
];

/** Tried in turn until the text is short enough. */
const LINK_LIMITS = [60, 30, 15, 6];

/** Who runs and starts whom, as a Mermaid flowchart: thick arrows for subflows, thin ones for triggers. */
export function dependenciesMermaid(dependencies: Dependencies, home: string, maxBytes: number): string {
  const drawn = LINK_LIMITS.map((limit) => flowchart(dependencies, home, limit));
  return drawn.find((text) => Buffer.byteLength(text) <= maxBytes) ?? drawn.at(-1) ?? '';
}

function flowchart({ flows, links }: Dependencies, home: string, mostLinks: number): string {
  const shown = links.slice(0, mostLinks);
  const linked = new Set(shown.flatMap(({ from, to }) => [flowKey(from), flowKey(to)]));
  const nodes = flows.filter((flow) => linked.has(flowKey(flow)));
  const names = new Map(nodes.map((flow, position) => [flowKey(flow), `f${position + 1}`]));
  const omitted = links.length - shown.length;
  const alone = unlinked({ flows, links }).length;
  return [
    'flowchart LR',
    ...nodes.map((flow) => `  ${names.get(flowKey(flow))}[${mermaidLabel(shortName(flow, home))}]`),
    ...shown.map(({ from, to, relation }) => {
      const arrow = relation === 'FLOW_TASK' ? '==>' : '-->';
      return `  ${names.get(flowKey(from))} ${arrow} ${names.get(flowKey(to))}`;
    }),
    ...(omitted > 0 ? [`  more[${mermaidLabel(`… ${omitted} more links`)}]`] : []),
    ...(alone > 0 ? [`  alone[${mermaidLabel(`… ${alone} without links`)}]`] : []),
    ...(links.length > 0 ? LEGEND : []),
  ].join('\n');
}
