import * as z from 'zod';
import { listNamespaces as list } from '../../../operations/list.ts';
import { readAll } from '../../../operations/page.ts';
import { flag, integer, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults, given } from '../shape.ts';
import type { ToolContext } from '../../tool.ts';

/** 2.x refuses larger ones. */
const LARGEST_PAGE = 1_000;
/** More of them would not fit into a result. */
const MOST_NAMESPACES = 2_000;

interface Wanted {
  text?: string | undefined;
  pageSize: number;
}

export const listNamespaces = defineCompatTool({
  name: 'list_namespaces',
  group: 'namespace',
  title: 'List namespaces',
  description: 'All namespaces, each with whether it was created, or only the ids of those that hold flows.',
  effect: 'read',
  input: z.strictObject({
    query: text.orEmpty('Part of the name'),
    page_size: integer.or(100, 'Namespaces read at once'),
    with_flows_only: flag(false, 'Only namespaces that hold flows'),
  }),
  async run(context, { query, page_size, with_flows_only }) {
    const wanted = { text: given(query), pageSize: page_size };
    const { items, total } = await (with_flows_only ? idsWithFlows : markedIds)(context, wanted);
    return boundedResults(items, { total, rest: 'Narrow the list with query.' });
  },
});

function idsWithFlows(context: ToolContext, wanted: Wanted): Promise<{ items: string[]; total: number }> {
  return list(context, { text: wanted.text, withFlowsOnly: true }, { limit: Number.MAX_SAFE_INTEGER });
}

/** Open source has no namespaces that are not created. */
async function markedIds(
  { kestra, signal }: ToolContext,
  { text: wanted, pageSize }: Wanted,
): Promise<{ items: string[]; total: number }> {
  const size = Math.max(1, Math.min(pageSize, LARGEST_PAGE));
  const { items, total } = await readAll({ size, most: MOST_NAMESPACES }, (page) =>
    kestra.instance.namespaces({ text: wanted, ...page }, { signal }),
  );
  return { items: items.map(({ id, disabled }) => `${id} (${disabled ? 'not created' : 'created'})`), total };
}
