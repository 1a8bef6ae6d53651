import * as z from 'zod';
import { listFiles } from '../../../operations/listFiles.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const listNamespaceFiles = defineTool({
  name: 'list_namespace_files',
  group: 'files',
  title: 'List namespace files',
  description:
    'List the files and directories of a namespace in one directory; recursive lists all files below it instead.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    path: z.string().default('/'),
    recursive: z.boolean().default(false),
    limit: args.limit(100, 500),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    entries: z.array(
      z.object({
        path: z.string(),
        type: z.enum(['file', 'directory']),
        size: z.number().optional().describe('Bytes'),
        modified: z.string().optional(),
      }),
    ),
    ...listEnd,
  }),
  async run(context, { limit, cursor, ...place }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } = await listFiles(context, place, page);
    return { entries: items, total, nextCursor };
  },
});
