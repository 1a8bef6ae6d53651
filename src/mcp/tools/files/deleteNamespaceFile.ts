import * as z from 'zod';
import { takeWithin } from '../../../operations/page.ts';
import { deleteFile } from '../../../operations/files.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

/** Paths that are named; the number tells the rest. */
const PATHS_BYTES = 2_000;

export const deleteNamespaceFile = defineTool({
  name: 'delete_namespace_file',
  group: 'files',
  title: 'Delete a namespace file',
  description:
    'Delete a file of a namespace, or a directory with all its files. Without confirm nothing is deleted and it tells what would be: show it to the user first.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    path: z.string().min(1),
    confirm: z.boolean().default(false),
  }),
  output: z.object({
    deleted: z.boolean(),
    path: z.string(),
    type: z.enum(['file', 'directory']),
    files: z.array(z.string()).describe('The first of the files that go'),
    total: z.number(),
  }),
  async run(context, { confirm, ...place }) {
    const { files, ...deletion } = await deleteFile(context, {
      ...place,
      confirm: confirm ? context.consent : undefined,
    });
    return { ...deletion, files: takeWithin(files, PATHS_BYTES), total: files.length };
  },
});
