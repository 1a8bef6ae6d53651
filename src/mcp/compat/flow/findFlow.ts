import * as z from 'zod';
import { likeness } from '../../../model/nearestNames.ts';
import { findFlows } from '../../../operations/findFlows.ts';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given } from '../shape.ts';

interface Match {
  namespace: string;
  flow_id: string;
  /** 1 for the same name, 0 for nothing in common. */
  score: number;
}

const MOST_SCORED = 100;
const MOST_MATCHES = 5;
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
  async run(context, { query, namespace }) {
    const search = { text: query, namespace: given(namespace) };
    const { items } = await findFlows(context, search, { limit: MOST_SCORED });
    const matches = items.map((flow) => match(query, flow));
    return answer(
      query,
      matches.toSorted((a, b) => b.score - a.score),
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

function match(query: string, { namespace, id }: { namespace: string; id: string }): Match {
  return { namespace, flow_id: id, score: Math.round(scoreOf(query, namespace, id) * 1000) / 1000 };
}

function scoreOf(query: string, namespace: string, id: string): number {
  const [wanted, name, place] = [plain(query), plain(id), plain(namespace)];
  if (wanted === name) return 1;
  if (name.includes(wanted) || wanted.includes(name)) return 0.9;
  return Math.min(1, likeness(wanted, name) + (place.includes(wanted) ? 0.05 : 0));
}

/** Letter case, spaces and the signs between words do not count. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
