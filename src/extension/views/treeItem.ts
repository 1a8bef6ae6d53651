import * as vscode from 'vscode';
import type { TreeNode } from './nodes.ts';
import { rowOf } from './row.ts';
import type { Row } from './rowShape.ts';

/**
 * A node as VS Code shows it.
 *
 * @param target what its command is called with
 */
export function treeItemOf(node: TreeNode, target = node): vscode.TreeItem {
  return rowItem(rowOf(node, Date.now()), node, target);
}

/** A row as VS Code shows it. */
export function rowItem<Node extends { id: string }>(row: Row, node: Node, target = node): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, collapsibleState(row.open));
  item.id = node.id;
  item.contextValue = row.contextValue;
  item.accessibilityInformation = { label: row.spoken };
  const { icon, colour } = row.look;
  item.iconPath = new vscode.ThemeIcon(
    icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
  if (row.description !== undefined) item.description = row.description;
  if (row.command !== undefined) {
    item.command = { command: row.command.id, title: row.command.title, arguments: [target] };
  }
  return item;
}

/** Text from Kestra: escaped by whoever made it, and without any power of its own. */
export function plainMarkdown(markdown: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(markdown, false);
  text.isTrusted = false;
  text.supportHtml = false;
  return text;
}

function collapsibleState(open: 'collapsed' | 'expanded' | undefined): vscode.TreeItemCollapsibleState {
  if (open === undefined) return vscode.TreeItemCollapsibleState.None;
  return open === 'expanded'
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
}
