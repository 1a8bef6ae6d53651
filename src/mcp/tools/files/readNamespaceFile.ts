import * as z from 'zod';
import { readFile } from '../../../operations/files.ts';
import { offsetOf } from '../../../operations/page.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const readNamespaceFile = defineTool({
  name: 'read_namespace_file',
  group: 'files',
  title: 'Read a namespace file',
  description:
    'Read a file of a namespace, now or at a revision: text as it is, binary data in base64, a long one in parts of limit bytes.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    path: z.string().min(1),
    revision: z.int().min(1).optional(),
    limit: args.limit(4_000, 50_000).describe('Bytes'),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    path: z.string(),
    revision: z.number(),
    size: z.number().describe('Bytes of the whole file'),
    encoding: z.enum(['text', 'base64']),
    content: z.string(),
    nextCursor: z.string().optional(),
  }),
  async run(context, { cursor, ...request }) {
    const { nextOffset, ...part } = await readFile(context, { ...request, offset: offsetOf(cursor) });
    return { ...part, nextCursor: nextOffset === undefined ? undefined : String(nextOffset) };
  },
});
