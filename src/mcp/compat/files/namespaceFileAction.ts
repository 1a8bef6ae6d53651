import * as z from 'zod';
import { deleteFile, moveFile, readFile, writeFile } from '../../../operations/files.ts';
import { searchFiles } from '../../../operations/listFiles.ts';
import type { ToolContext } from '../../tool.ts';
import { text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { boundedResults, missingAsError, MOST_BYTES, required } from '../shape.ts';

const input = z.strictObject({
  namespace: text.required('Namespace'),
  path: text.optional('Path of the file; not for search'),
  action: z.enum(['get', 'create', 'move', 'delete', 'search']).default('get'),
  file_content: text.optional('For create: the content'),
  to_path: text.optional('For move: the new path'),
  q: text.optional('For search: part of the path'),
});
type Input = z.output<typeof input>;

export const namespaceFileAction = defineActionTool({
  name: 'namespace_file_action',
  group: 'files',
  title: 'Work with a file of a namespace',
  description:
    'get: the content, in base64 if it is no text. create: write a file, over the one that is there. move, delete. search: the paths that hold a text.',
  input,
  nextCall: { not_found: 'Call namespace_file_action search to find the file.' },
  actions: {
    get: { effect: 'read', run: get },
    create: { effect: 'write', run: create },
    move: { effect: 'write', run: move },
    delete: { effect: 'delete', run: remove },
    search: { effect: 'read', run: search },
  },
});

async function get(context: ToolContext, { namespace, path }: Input): Promise<object> {
  const wanted = { namespace, path: required('path', 'get', path), offset: 0, limit: MOST_BYTES };
  const { content, encoding, nextOffset, size } = await readFile(context, wanted);
  return {
    content,
    ...(encoding === 'base64' ? { encoding } : {}),
    ...(nextOffset === undefined ? {} : { truncated: `${nextOffset} of ${size} bytes are shown.` }),
  };
}

async function create(context: ToolContext, { namespace, path, file_content }: Input): Promise<object> {
  const content = Buffer.from(required('file_content', 'create', file_content));
  await writeFile(context, { namespace, path: required('path', 'create', path), content, overwrite: true });
  return { status: 'created' };
}

function move(context: ToolContext, { namespace, path, to_path }: Input): Promise<object> {
  const wanted = {
    namespace,
    path: required('path', 'move', path),
    to: required('to_path', 'move', to_path),
  };
  return missingAsError(async () => {
    await moveFile(context, wanted);
    return { status: 'moved' };
  });
}

async function remove(context: ToolContext, { namespace, path }: Input): Promise<object> {
  await deleteFile(context, { namespace, path: required('path', 'delete', path), confirm: context.consent });
  return { status: 'deleted' };
}

async function search(context: ToolContext, { namespace, q }: Input): Promise<object> {
  const wanted = { namespace, text: required('q', 'search', q) };
  const { items, total } = await searchFiles(context, wanted, { limit: Number.MAX_SAFE_INTEGER });
  return boundedResults(items, { total, rest: 'Narrow it with q.' });
}
