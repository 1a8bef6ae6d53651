import * as z from 'zod';
import { listNamespaces as list } from '../../../operations/list.ts';
import { allPages } from '../allPages.ts';
import { flag, integer, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults, given } from '../shape.ts';
import type { ToolContext } from '../../tool.ts';

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
function markedIds(
  { kestra, signal }: ToolContext,
  wanted: Wanted,
): Promise<{ items: string[]; total: number }> {
  return allPages(
    wanted,
    (page) => kestra.instance.namespaces({ text: wanted.text, ...page }, { signal }),
    ({ id, disabled }) => `${id} (${disabled ? 'not created' : 'created'})`,
  );
}
