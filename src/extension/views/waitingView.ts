import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { setContext } from '../setContext.ts';
import { Poller } from './poller.ts';
import type { TreeNode } from './nodes.ts';
import { rowOf } from './row.ts';
import { resolveTooltip } from './resolveTooltip.ts';
import { staleMessage } from './staleMessage.ts';
import { treeItemOf } from './treeItem.ts';
import { conditionOf, groupByFlow, WaitingStore, type WaitingSnapshot } from './waitingStore.ts';
import type { ViewSources } from './viewSources.ts';
import { count } from './words.ts';

const POLL_MS = 15_000;
const LONGEST_POLL_MS = 300_000;

/** "Waiting for you": the executions of the active connection that wait for a person. */
export class WaitingView implements Disposable, vscode.TreeDataProvider<TreeNode> {
  readonly #connections: ConnectionStore;
  readonly #clientOf: ViewSources['clientOf'];
  readonly #disposables = new DisposableList();
  readonly #changes = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #store: WaitingStore;
  readonly #poller: Poller;
  readonly #view: vscode.TreeView<TreeNode>;

  #rows = '';
  /** VS Code waits for the first rows: they need no announcement, which would make it ask again. */
  #awaited = false;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor({ connections, clientOf, report }: ViewSources) {
    this.#connections = connections;
    this.#clientOf = clientOf;
    this.#store = new WaitingStore(clientOf, report);
    this.#store.show(connections.active()?.id);
    this.#poller = this.#disposables.add(
      new Poller({ run: () => this.#store.refresh(), intervalMs: POLL_MS, longestMs: LONGEST_POLL_MS }),
    );
    this.#view = this.#disposables.add(
      vscode.window.createTreeView('kestraMcp.waiting', { treeDataProvider: this, showCollapseAll: false }),
    );
    this.#disposables.add(this.#store.onDidChange((snapshot) => this.#show(snapshot)));
    this.#disposables.add(connections.onDidChange(() => this.#reconnect()));
    this.#disposables.add(this.#view.onDidChangeVisibility(() => this.#pollWhileSeen()));
    this.#disposables.add(vscode.window.onDidChangeWindowState(() => this.#pollWhileSeen()));
    this.#show(this.#store.snapshot);
    this.#pollWhileSeen();
  }

  refresh(): Promise<void> {
    this.#store.expire();
    return this.#poller.refresh();
  }

  /** Rows come from what is known; only the very first time VS Code has to wait, with its progress bar. */
  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return node.kind === 'waitingFlow' ? node.executions : [];
    if (conditionOf(this.#store.snapshot) === 'loading') {
      this.#awaited = true;
      await this.refresh();
      this.#awaited = false;
    }
    return groupByFlow(this.#store.snapshot.executions ?? []);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItemOf(node);
  }

  resolveTreeItem(
    item: vscode.TreeItem,
    node: TreeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    return resolveTooltip(this.#clientOf, item, node, token);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #pollWhileSeen(): void {
    this.#poller.setActive(this.#view.visible && vscode.window.state.focused);
  }

  #reconnect(): void {
    this.#store.show(this.#connections.active()?.id);
    if (this.#view.visible) void this.refresh();
  }

  #show(snapshot: WaitingSnapshot): void {
    const condition = conditionOf(snapshot);
    setContext('kestraMcp.waiting', condition);
    this.#view.badge = badgeOf(snapshot);
    // A message would hide the welcome texts, which say the same with buttons.
    this.#view.message =
      condition === 'listed' ? (staleMessage(snapshot.failure, snapshot.readAt) ?? '') : '';
    this.#view.description = this.#connections.active()?.name ?? '';
    this.#showRows(snapshot);
  }

  /** Rows that would look the same are left alone: an open tooltip or menu stays open. */
  #showRows({ executions = [] }: WaitingSnapshot): void {
    const now = Date.now();
    const rows = JSON.stringify(executions.map((node) => [node.id, rowOf(node, now)]));
    if (rows === this.#rows) return;
    this.#rows = rows;
    if (!this.#awaited) this.#changes.fire();
  }
}

function badgeOf({ total }: WaitingSnapshot): vscode.ViewBadge | undefined {
  if (total === 0) return undefined;
  return { value: total, tooltip: count(total, 'execution waits for you', 'executions wait for you') };
}
