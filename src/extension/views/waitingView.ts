import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { conditionOf, groupByFlow, totalsOf, type Inboxes } from '../inbox/inbox.ts';
import type { InboxPoller } from '../inbox/inboxPoller.ts';
import type { InboxStore } from '../inbox/inboxStore.ts';
import { setContext } from '../setContext.ts';
import type { TreeNode } from './nodes.ts';
import { rowOf } from './row.ts';
import { staleMessage } from './staleMessage.ts';
import { treeItemOf } from './treeItem.ts';
import type { ViewSources } from './viewSources.ts';
import { waitsForYou } from './words.ts';
import { failureMessage } from '../feedback/failureWords.ts';

interface Sources extends Pick<ViewSources, 'clientOf'> {
  store: InboxStore;
  poller: InboxPoller;
}

/** "Waiting for you": the executions of all connections that wait for a person. */
export class WaitingView implements Disposable, vscode.TreeDataProvider<TreeNode> {
  readonly #clientOf: ViewSources['clientOf'];
  readonly #store: InboxStore;
  readonly #poller: InboxPoller;
  readonly #disposables = new DisposableList();
  readonly #changes = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #view: vscode.TreeView<TreeNode>;

  #rows = '';
  /** VS Code waits for the first rows: they need no announcement, which would make it ask again. */
  #awaited = false;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor({ clientOf, store, poller }: Sources) {
    this.#clientOf = clientOf;
    this.#store = store;
    this.#poller = poller;
    this.#view = this.#disposables.add(
      vscode.window.createTreeView('kestraMcp.waiting', {
        treeDataProvider: this,
        showCollapseAll: false,
        canSelectMany: true,
      }),
    );
    this.#disposables.add(store.onDidChange((inboxes) => this.#show(inboxes)));
    this.#disposables.add(this.#view.onDidChangeVisibility(() => this.#pollWhileSeen()));
    this.#show(store.inboxes);
    this.#pollWhileSeen();
  }

  /** Reads again what was known of connections that have changed, where somebody looks. */
  followConnections(): void {
    this.#store.followConnections();
    if (this.#view.visible) void this.#poller.refresh();
  }

  /** Rows come from what is known; only the very first time VS Code has to wait, with its progress bar. */
  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node !== undefined) return node.kind === 'waitingFlow' ? node.executions : [];
    if (conditionOf(this.#store.inboxes) === 'loading') {
      this.#awaited = true;
      await this.#poller.refresh();
      this.#awaited = false;
    }
    return groupByFlow(this.#store.inboxes);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItemOf(node);
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TreeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const { resolveTooltip } = await import('./resolveTooltip.ts');
    return resolveTooltip(this.#clientOf, item, node, token);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #pollWhileSeen(): void {
    this.#poller.tell({ seen: this.#view.visible });
  }

  #show(inboxes: Inboxes): void {
    const condition = conditionOf(inboxes);
    setContext('kestraMcp.waiting', condition);
    this.#view.badge = badgeOf(inboxes);
    // A message would hide the welcome texts, which say the same with buttons.
    this.#view.message = condition === 'listed' || condition === 'empty' ? messageOf(inboxes) : '';
    this.#showRows(inboxes);
  }

  /** Rows that would look the same are left alone: an open tooltip or menu stays open. */
  #showRows(inboxes: Inboxes): void {
    const now = Date.now();
    const groups = groupByFlow(inboxes);
    const rows = JSON.stringify(
      groups.map((group) => [group, ...group.executions].map((node) => [node.id, rowOf(node, now)])),
    );
    if (rows === this.#rows) return;
    this.#rows = rows;
    if (!this.#awaited) this.#changes.fire();
  }
}

/** What is wrong with a connection, above the rows of the others. */
function messageOf(inboxes: Inboxes): string {
  const stale = inboxes.find(({ failure }) => failure !== undefined);
  if (stale === undefined) return '';
  const message =
    stale.readAt === undefined && stale.failure !== undefined
      ? failureMessage(stale.failure)
      : staleMessage(stale.failure, stale.readAt);
  return inboxes.length > 1 ? `${stale.name}: ${message}` : `${message}`;
}

function badgeOf(inboxes: Inboxes): vscode.ViewBadge | undefined {
  const { waiting } = totalsOf(inboxes);
  if (waiting === 0) return undefined;
  return { value: waiting, tooltip: waitsForYou(waiting) };
}
