import * as z from 'zod';
import { createDirectory, writeFile } from '../../../operations/files.ts';
import { Failure } from '../../../shared/failure.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const writeNamespaceFile = defineTool({
  name: 'write_namespace_file',
  group: 'files',
  title: 'Write a namespace file',
  description:
    'Write a file of a namespace from text or base64, with the directories above it; an existing one only with overwrite. A path that ends in / without content makes a directory.',
  effect: 'write',
  daily: false,
  idempotent: true,
  input: z.strictObject({
    namespace: args.namespace,
    path: z.string().min(1),
    text: z.string().optional(),
    base64: z.base64().optional(),
    overwrite: z.boolean().default(false),
  }),
  output: z.object({
    path: z.string(),
    type: z.enum(['file', 'directory']),
    created: z.boolean().optional(),
    size: z.number().optional(),
    revision: z.number().optional(),
  }),
  async run(context, { namespace, path, text, base64, overwrite }) {
    const content = contentOf(text, base64);
    if (content !== undefined) {
      return writeFile(context, { namespace, path, content, overwrite });
    }
    if (!path.endsWith('/')) {
      throw new Failure('invalid', `There is nothing to write to ${path}.`, {
        hint: "Give text or base64, or a path that ends in '/' to make a directory.",
      });
    }
    return createDirectory(context, { namespace, path });
  },
});

function contentOf(text: string | undefined, base64: string | undefined): Buffer | undefined {
  if (text !== undefined && base64 !== undefined) {
    throw new Failure('invalid', 'Give either text or base64, not both.');
  }
  if (text !== undefined) return Buffer.from(text);
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}
