import * as z from 'zod';
import { listKv as list } from '../../../operations/kv.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { kvEntry, shownEntry } from '../../kvSchemas.ts';

export const listKv = defineTool({
  name: 'list_kv',
  group: 'kv',
  title: 'List keys',
  description:
    'List the keys of the key-value store without their values: of a namespace, or of all. inherited adds the keys that its flows see from the namespaces above.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace.optional(),
    query: z.string().min(1).optional().describe('Part of a key'),
    inherited: z.boolean().default(false),
    limit: args.limit(50, 200),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ keys: z.array(kvEntry), ...listEnd }),
  async run(context, { namespace, query, inherited, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } = await list(context, { namespace, text: query, inherited }, page);
    return { keys: items.map(shownEntry), total, nextCursor };
  },
});
