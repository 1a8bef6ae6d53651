import * as z from 'zod';
import { searchFiles } from '../../../operations/listFiles.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const searchNamespaceFiles = defineTool({
  name: 'search_namespace_files',
  group: 'files',
  title: 'Search namespace files',
  description: 'Find files of a namespace by part of their path. Their content is not searched.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    query: z.string().min(1),
    limit: args.limit(50, 500),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ paths: z.array(z.string()), ...listEnd }),
  async run(context, { namespace, query, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } = await searchFiles(context, { namespace, text: query }, page);
    return { paths: items, total, nextCursor };
  },
});
