import * as z from 'zod';
import type { Flow } from '../../../model/flow.ts';
import { likeness } from '../../../model/nearestNames.ts';
import { allPages } from '../allPages.ts';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given } from '../shape.ts';

interface Match {
  namespace: string;
  flow_id: string;
  /** 1 for the same name, 0 for nothing in common. */
  score: number;
}

const MOST_MATCHES = 5;
/** Less alike is not what was meant. */
const LOWEST = 0.35;
/** One so much alike, and so far ahead of the next, is the one. */
const CERTAIN = 0.6;
const AHEAD = 0.1;

export const findFlow = defineCompatTool({
  name: 'find_flow',
  group: 'flow',
  title: 'Find a flow by name',
  description:
    'The flows that a name may mean, likeliest first; it need not be exact and may be misspelt. For text within flows call search_flows.',
  effect: 'read',
  input: z.strictObject({
    query: text.required('Name, as somebody says it'),
    namespace: text.orEmpty('This namespace and those below'),
  }),
  async run({ kestra, signal }, { query, namespace }) {
    const { items } = await allPages(
      { maxBytes: Number.POSITIVE_INFINITY },
      (page) => kestra.flows.search({ namespace: given(namespace), ...page, sort: 'id:asc' }, { signal }),
      (flow) => match(query, flow),
    );
    return answer(
      query,
      items.filter(({ score }) => score >= LOWEST).toSorted((a, b) => b.score - a.score),
    );
  },
});

function answer(query: string, matches: readonly Match[]): object {
  const [best, next] = matches;
  const shown = matches.slice(0, MOST_MATCHES);
  if (best === undefined) {
    return { found: false, message: `No flow has a name like '${query}'. Try search_flows.`, matches: [] };
  }
  if (best.score < CERTAIN || (next !== undefined && next.score >= best.score - AHEAD)) {
    return { found: true, message: `${matches.length} flows may be meant.`, matches: shown };
  }
  const { namespace, flow_id } = best;
  const message = `Found flow '${flow_id}' in namespace '${namespace}'.`;
  return { found: true, message, match: { namespace, flow_id }, matches: shown };
}

function match(query: string, { namespace, id }: Flow): Match {
  return { namespace, flow_id: id, score: Math.round(scoreOf(query, namespace, id) * 1000) / 1000 };
}

function scoreOf(query: string, namespace: string, id: string): number {
  const [wanted, name, place] = [query, id, namespace].map(plain);
  if (wanted === undefined || name === undefined || wanted === '') return 0;
  if (wanted === name) return 1;
  if (name.includes(wanted) || wanted.includes(name)) return 0.9;
  const isOfNamespace = place?.includes(wanted) ? 0.05 : 0;
  return Math.min(1, likeness(wanted, name) + isOfNamespace);
}

/** Letter case, spaces and the signs between words do not count. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
