import * as z from 'zod';
import type { FileStats } from '../../../kestra/api/files.ts';
import { namespacePath } from '../../../model/namespacePath.ts';
import { createDirectory, deleteFile, moveFile } from '../../../operations/files.ts';
import type { ToolContext } from '../../tool.ts';
import { text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { boundedResults, missingAsError, required } from '../shape.ts';

const input = z.strictObject({
  namespace: text.required('Namespace'),
  path: text.required('Path of the directory'),
  action: z.enum(['list', 'create', 'delete', 'move']),
  to_path: text.optional('For move: the new path'),
});
type Input = z.output<typeof input>;

export const namespaceDirectoryAction = defineActionTool({
  name: 'namespace_directory_action',
  group: 'files',
  title: 'Work with a directory of a namespace',
  description:
    'list: what lies directly in it. create: it and those above it. move. delete: it with all files below it.',
  input,
  actions: {
    list: { effect: 'read', run: (context, args) => missingAsError(() => list(context, args)) },
    create: { effect: 'write', run: create },
    delete: { effect: 'delete', run: (context, args) => missingAsError(() => remove(context, args)) },
    move: { effect: 'write', run: (context, args) => missingAsError(() => move(context, args)) },
  },
});

async function create(context: ToolContext, { namespace, path }: Input): Promise<object> {
  await createDirectory(context, { namespace, path });
  return { status: 'directory_created' };
}

async function remove(context: ToolContext, { namespace, path }: Input): Promise<object> {
  await deleteFile(context, { namespace, path, confirm: context.consent });
  return { status: 'directory_deleted' };
}

async function move(context: ToolContext, { namespace, path, to_path }: Input): Promise<object> {
  await moveFile(context, { namespace, path, to: required('to_path', 'move', to_path) });
  return { status: 'directory_moved' };
}

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
