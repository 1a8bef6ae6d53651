import * as vscode from 'vscode';
import { dataUri } from '../explorer/dataUri.ts';
import type { Services } from '../services.ts';
import type { FileNode, KvNode } from '../views/nodes.ts';

/** Shows the value of a key, or a namespace file, in an editor that cannot change it. */
export async function openData(_services: Services, node?: KvNode | FileNode): Promise<void> {
  if (node === undefined) return;
  const { connectionId, namespace } = node;
  const what =
    node.kind === 'kv'
      ? ({ kind: 'kv', name: node.key } as const)
      : { kind: 'file' as const, name: node.path };
  const uri = vscode.Uri.from(dataUri({ connectionId, namespace, ...what }));
  await vscode.window.showTextDocument(uri, { preview: true });
}
