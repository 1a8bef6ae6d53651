import type { Kestra } from '../../kestra/client.ts';
import { listKv } from '../../operations/kv.ts';
import { listFiles } from '../../operations/listFiles.ts';
import { allTriggers } from '../../operations/listTriggers.ts';
import type { DirectoryNode, GroupNode, TreeNode } from '../views/nodes.ts';

/** More than this nobody looks through row by row. */
const MOST = 1_000;

interface Reader {
  kestra: Kestra;
  signal: AbortSignal;
}

export function readGroup(context: Reader, node: GroupNode): Promise<TreeNode[]> {
  switch (node.group) {
    case 'triggers':
      return readTriggers(context, node);
    case 'kv':
      return readKeys(context, node);
    case 'files':
      return readDirectory(context, { ...node, path: '/' });
    default:
      return node.group satisfies never;
  }
}

export async function readDirectory(
  context: Reader,
  { connectionId, namespace, path, id }: Pick<DirectoryNode, 'connectionId' | 'namespace' | 'path' | 'id'>,
): Promise<TreeNode[]> {
  const { items } = await listFiles(context, { namespace, path, recursive: false }, { limit: MOST });
  return items.map(({ path: file, type, size }) => {
    const node = {
      id: `${id}/${file.slice(file.lastIndexOf('/') + 1)}`,
      connectionId,
      namespace,
      path: file,
    };
    return type === 'directory' ? { kind: 'directory', ...node } : { kind: 'file', ...node, size };
  });
}

async function readTriggers(
  context: Reader,
  { id, connectionId, namespace }: GroupNode,
): Promise<TreeNode[]> {
  const triggers = await allTriggers(context, { namespace, exactNamespace: true });
  return triggers.map((trigger) => ({
    kind: 'trigger',
    id: `${id}/${trigger.flowId}/${trigger.triggerId}`,
    connectionId,
    trigger,
  }));
}

async function readKeys(context: Reader, { id, connectionId, namespace }: GroupNode): Promise<TreeNode[]> {
  const { items } = await listKv(context, { namespace }, { limit: MOST });
  return items.map(({ key, description, expires }) => ({
    kind: 'kv',
    id: `${id}/${key}`,
    connectionId,
    namespace,
    key,
    description,
    expires,
  }));
}
