import type * as vscode from 'vscode';
import type { Kestra } from '../../kestra/client.ts';
import { inspectExecution } from '../../operations/inspect.ts';
import { readKv } from '../../operations/kv.ts';
import { signalOf } from '../feedback/withKestra.ts';
import { keyTooltip, triggerTooltip } from '../explorer/dataTooltips.ts';
import type { TreeNode } from './nodes.ts';
import { escapeMarkdown, executionTooltip } from './tooltip.ts';
import { plainMarkdown } from './treeItem.ts';
import { failureText } from '../feedback/failureWords.ts';

/** Fills in a row's tooltip when the mouse rests on it: only then Kestra is asked for the details. */
export async function resolveTooltip(
  clientOf: (connectionId: string) => Promise<Kestra>,
  item: vscode.TreeItem,
  node: TreeNode,
  token: vscode.CancellationToken,
): Promise<vscode.TreeItem> {
  if (node.kind === 'execution') {
    const context = { kestra: await clientOf(node.connectionId), signal: signalOf(token) };
    item.tooltip = plainMarkdown(executionTooltip(await inspectExecution(context, node.execution.id)));
  } else if (node.kind === 'flow' && node.flow.description !== undefined) {
    item.tooltip = plainMarkdown(escapeMarkdown(node.flow.description));
  } else if (node.kind === 'kv') {
    const { namespace, key } = node;
    const context = { kestra: await clientOf(node.connectionId), signal: signalOf(token) };
    item.tooltip = plainMarkdown(keyTooltip(await readKv(context, { namespace, key, inherit: false })));
  } else if (node.kind === 'trigger') {
    item.tooltip = plainMarkdown(triggerTooltip(node.trigger));
  } else if (node.kind === 'failure') {
    item.tooltip = failureText(node.failure);
  }
  return item;
}
