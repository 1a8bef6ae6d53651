import {
  flowKey,
  shortName,
  unlinked,
  type Dependencies,
  type FlowLink,
  type Relation,
} from './dependencies.ts';
import type { FlowId } from './flow.ts';
import { shortList } from './shortList.ts';

const ARROWS: Readonly<Record<Relation, string>> = { FLOW_TRIGGER: '────▶', FLOW_TASK: '====▶' };

const LEGEND = '────▶ FLOW_TRIGGER: its end starts the other; ====▶ FLOW_TASK: runs the other as a subflow';

/** Room for what stands below the lines of links. */
const ENDING_BYTES = 700;

/** Who runs and starts whom, as a tree of arrows with a legend; flows of other namespaces are qualified. */
export function dependenciesText(dependencies: Dependencies, home: string, maxBytes: number): string {
  const lines = treeLines(dependencies, home);
  const alone = unlinked(dependencies).map((flow) => shortName(flow, home));
  const shown = firstLines(lines, maxBytes - ENDING_BYTES);
  const omitted = lines.length - shown.length;
  return [
    ...shown,
    ...(omitted > 0 ? [`… ${omitted} more lines; ask for one flow to see its links`] : []),
    ...(alone.length > 0 ? [`without links: ${shortList(alone.toSorted(), 400)}`] : []),
    ...(lines.length > 0 ? [LEGEND] : []),
  ].join('\n');
}

/** Starts with the flows that no other runs or starts; what only circles is entered anywhere. */
function treeLines({ flows, links }: Dependencies, home: string): string[] {
  const bySource = Map.groupBy(links, ({ from }) => flowKey(from));
  const targets = new Set(links.map(({ to }) => flowKey(to)));
  const shown = new Set<string>();
  const linesOf = (flow: FlowId, prefix: string, depth: number): string[] => {
    const key = flowKey(flow);
    const next = bySource.get(key) ?? [];
    const again = shown.has(key) && next.length > 0;
    shown.add(key);
    const own = `${'  '.repeat(depth)}${prefix}${shortName(flow, home)}${again ? ' (see above)' : ''}`;
    return again ? [own] : [own, ...next.flatMap((link) => linesOf(link.to, arrowOf(link), depth + 1))];
  };
  const sources = flows.filter((flow) => bySource.has(flowKey(flow)));
  const roots = sources.filter((flow) => !targets.has(flowKey(flow)));
  return [...roots, ...sources].flatMap((flow) => (shown.has(flowKey(flow)) ? [] : linesOf(flow, '', 0)));
}

function arrowOf({ relation }: FlowLink): string {
  return `${ARROWS[relation]} `;
}

function firstLines(lines: readonly string[], maxBytes: number): string[] {
  let bytes = 0;
  const end = lines.findIndex((line) => (bytes += Buffer.byteLength(line) + 1) > maxBytes);
  return end === -1 ? [...lines] : lines.slice(0, end);
}
