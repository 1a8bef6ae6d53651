import * as z from 'zod';
import type { FileStats } from '../../../kestra/api/files.ts';
import { namespacePath } from '../../../model/namespacePath.ts';
import { createDirectory, deleteFile, moveFile } from '../../../operations/files.ts';
import type { ToolContext } from '../../tool.ts';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { boundedResults, missingAsError, required } from '../shape.ts';

const input = z.strictObject({
  namespace: text.required('Namespace'),
  path: text.required('Path of the directory'),
  action: z.enum(['list', 'create', 'delete', 'move']),
  to_path: text.optional('For move: the new path'),
});
type Input = z.output<typeof input>;

export const namespaceDirectoryAction = defineCompatTool({
  name: 'namespace_directory_action',
  group: 'files',
  title: 'Work with a directory of a namespace',
  description:
    'list: what lies directly in it. create: it and those above it. move. delete: it with all files below it.',
  effect: {
    argument: 'action',
    effects: { list: 'read', create: 'write', delete: 'delete', move: 'write' },
  },
  input,
  run: (context, args) => missingAsError(() => ACTIONS[args.action](context, args)),
});

const ACTIONS: Readonly<Record<Input['action'], (context: ToolContext, args: Input) => Promise<object>>> = {
  list,
  async create(context, { namespace, path }) {
    await createDirectory(context, { namespace, path });
    return { status: 'directory_created' };
  },
  async delete(context, { namespace, path }) {
    await deleteFile(context, { namespace, path, confirm: true });
    return { status: 'directory_deleted' };
  },
  async move(context, { namespace, path, to_path }) {
    await moveFile(context, { namespace, path, to: required('to_path', 'move', to_path) });
    return { status: 'directory_moved' };
  },
};

async function list({ kestra, signal }: ToolContext, { namespace, path }: Input): Promise<object> {
  const inside = await kestra.files.directory(namespace, namespacePath(path), { signal });
  return boundedResults(inside.map(inKestrasWords), {
    rest: 'Find files with namespace_file_action search.',
  });
}

function inKestrasWords({ name, type, size, modified, created }: FileStats): object {
  return {
    type: type === 'directory' ? 'Directory' : 'File',
    size: size ?? 0,
    fileName: name,
    lastModifiedTime: Date.parse(modified),
    creationTime: Date.parse(created),
  };
}
