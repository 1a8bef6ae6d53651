import * as z from 'zod';
import { moveFile } from '../../../operations/files.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const moveNamespaceFile = defineTool({
  name: 'move_namespace_file',
  group: 'files',
  title: 'Move a namespace file',
  description:
    'Move or rename a file or directory of a namespace to a path where nothing is yet. Its earlier revisions are lost.',
  effect: 'write',
  daily: false,
  destructive: true,
  input: z.strictObject({
    namespace: args.namespace,
    path: z.string().min(1),
    to_path: z.string().min(1),
  }),
  output: z.object({ path: z.string(), type: z.enum(['file', 'directory']) }),
  run: (context, { namespace, path, to_path }) => moveFile(context, { namespace, path, to: to_path }),
});
