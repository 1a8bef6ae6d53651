import type { Flow } from '../model/flow.ts';
import { flowKey } from '../model/dependencies.ts';
import { compareFits, fitOf } from '../model/mistypedName.ts';
import { allFlows } from './allFlows.ts';
import type { OperationContext } from './context.ts';
import { summarizeFlow, type FlowSummary } from './list.ts';
import { pageWithin, type PageRequest, type PageResult } from './page.ts';

export interface FoundFlow extends FlowSummary {
  /** Its name does not hold the text, but is like it. */
  similar?: boolean | undefined;
}

/** With fewer flows that hold the text, it may have been mistyped. */
const FEW = 3;
const MOST_SIMILAR = 10;

/**
 * Flows by name, the best first: the very id, ids that begin with the text, that hold it, those in such a namespace;
 * when there are few of them also those whose name is like the text, as with typing errors.
 */
export async function findFlows(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  search: { text: string; namespace?: string | undefined },
  request: PageRequest,
): Promise<PageResult<FoundFlow>> {
  const holding = (await allFlows(context, search)).toSorted(byRank(search.text));
  const similar = holding.length < FEW ? await similarFlows(context, search, holding) : [];
  const { connection } = context.kestra;
  const found: FoundFlow[] = [
    ...holding.map((flow) => summarizeFlow(flow, connection)),
    ...similar.map((flow) => ({ ...summarizeFlow(flow, connection), similar: true })),
  ];
  return pageWithin(found, request);
}

async function similarFlows(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  { text, namespace }: { text: string; namespace?: string | undefined },
  holding: readonly Flow[],
): Promise<Flow[]> {
  const found = new Set(holding.map(flowKey));
  const others = (await allFlows(context, { namespace })).filter((flow) => !found.has(flowKey(flow)));
  return others
    .flatMap((flow) => {
      const fit = fitOf(text, `${flow.namespace}.${flow.id}`);
      return fit === undefined ? [] : [{ flow, fit }];
    })
    .toSorted((a, b) => compareFits(a.fit, b.fit) || byName(a.flow, b.flow))
    .slice(0, MOST_SIMILAR)
    .map(({ flow }) => flow);
}

function byRank(text: string): (a: Flow, b: Flow) => number {
  const wanted = text.toLowerCase();
  const rank = ({ namespace, id }: Flow): number => {
    const name = id.toLowerCase();
    if (name === wanted || `${namespace}.${name}` === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return (a, b) => rank(a) - rank(b) || byName(a, b);
}

function byName(a: Flow, b: Flow): number {
  return compareText(a.namespace, b.namespace) || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
