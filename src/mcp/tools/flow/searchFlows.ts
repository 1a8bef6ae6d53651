import * as z from 'zod';
import { findFlows } from '../../../operations/findFlows.ts';
import { searchFlows as search, searchFlowSources } from '../../../operations/list.ts';
import { args, flowSummary, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const searchFlows = defineTool({
  name: 'search_flows',
  group: 'flow',
  title: 'Search flows',
  description:
    'Find flows by part of their id or namespace, typing errors forgiven, or by a text in their YAML (search_in=source, with the lines found). Without query: all flows.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    query: z.string().min(1).optional(),
    search_in: z.enum(['id', 'source']).default('id'),
    namespace: args.namespace.optional().describe('Only this namespace and those below'),
    limit: args.limit(10, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    flows: z.array(flowSummary.extend({ similar: z.boolean().optional().describe('Only like the query') })),
    ...listEnd,
  }),
  async run(context, { query: text, search_in, namespace, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } =
      text === undefined
        ? await search(context, { namespace }, page)
        : await (search_in === 'source' ? searchFlowSources : findFlows)(context, { text, namespace }, page);
    return { flows: items, total, nextCursor };
  },
});
