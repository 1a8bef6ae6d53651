import * as z from 'zod';
import { listNamespaces as list } from '../../../operations/list.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const listNamespaces = defineTool({
  name: 'list_namespaces',
  group: 'namespace',
  title: 'List namespaces',
  description: 'List the namespaces of Kestra, parents included, or only those that hold flows.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    query: z.string().optional().describe('Part of a namespace'),
    with_flows_only: z.boolean().default(false),
    limit: args.limit(100, 500),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ namespaces: z.array(z.string()), ...listEnd }),
  async run(context, { query, with_flows_only, limit, cursor }) {
    const search = { text: query, withFlowsOnly: with_flows_only };
    const { items, total, nextCursor } = await list(context, search, {
      limit,
      cursor,
      maxBytes: RESULT_BYTES,
    });
    return { namespaces: items, total, nextCursor };
  },
});
