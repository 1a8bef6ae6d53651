import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { ExplorerStore } from './explorerStore.ts';
import type { WatchedFlows } from '../inbox/watchedFlows.ts';
import type { MoreNode, TreeNode } from './nodes.ts';
import { Poller } from './poller.ts';
import { resolveTooltip } from './resolveTooltip.ts';
import { staleMessage } from './staleMessage.ts';
import { treeItemOf } from './treeItem.ts';
import type { ViewSources } from './viewSources.ts';

const POLL_MS = 10_000;
const LONGEST_POLL_MS = 300_000;
const NO_AGENTS = 'Agents cannot use Kestra: MCP servers are switched off here (chat.mcp.access).';

/** Connections, their namespaces, flows and latest executions, each level read when it is opened. */
export class ExplorerView implements Disposable, vscode.TreeDataProvider<TreeNode> {
  readonly #clientOf: ViewSources['clientOf'];
  readonly #watched: WatchedFlows;
  readonly #disposables = new DisposableList();
  readonly #changes = this.#disposables.add(new vscode.EventEmitter<TreeNode | undefined>());
  readonly #store: ExplorerStore;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #poller: Poller;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor({ connections, clientOf, report, watched }: ViewSources & { watched: WatchedFlows }) {
    this.#clientOf = clientOf;
    this.#watched = watched;
    this.#store = new ExplorerStore({
      profiles: () => connections.list(),
      activeId: () => connections.active()?.id,
      clientOf,
      report,
    });
    this.#view = this.#disposables.add(
      vscode.window.createTreeView('kestraMcp.explorer', { treeDataProvider: this, showCollapseAll: true }),
    );
    this.#poller = this.#disposables.add(
      new Poller({
        run: () => this.#followUnfinished(),
        intervalMs: () => POLL_MS,
        longestMs: LONGEST_POLL_MS,
      }),
    );
    this.#disposables.add(
      this.#view.onDidCollapseElement(({ element }) => this.#store.setClosed(element, true)),
    );
    this.#disposables.add(
      this.#view.onDidExpandElement(({ element }) => this.#store.setClosed(element, false)),
    );
    this.#disposables.add(this.#view.onDidChangeVisibility(() => this.#pollWhileSeen()));
    this.#disposables.add(vscode.window.onDidChangeWindowState(() => this.#pollWhileSeen()));
    this.#disposables.add(connections.onDidChange(() => this.#reconnect()));
    this.#disposables.add(watched.onDidChange(() => this.#changes.fire(undefined)));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('chat.mcp.access')) this.#showMessage();
      }),
    );
    this.#showMessage();
    this.#pollWhileSeen();
  }

  /** Reads what is open again. */
  refresh(): void {
    this.#store.expire();
    this.#changes.fire(undefined);
  }

  loadMore({ parent }: MoreNode): void {
    this.#store.more(parent);
    this.#changes.fire(parent);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) return this.#store.roots();
    if (node.kind !== 'connection' && node.kind !== 'namespace' && node.kind !== 'flow') return [];
    const children = await this.#store.children(node);
    this.#showMessage();
    return children;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    if (node.kind !== 'flow') return treeItemOf(node);
    const { connectionId, flow } = node;
    const watched = this.#watched.has({ connectionId, namespace: flow.namespace, flowId: flow.id });
    return treeItemOf({ ...node, watched }, node);
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

  /** Costs nothing while every execution that is shown has ended. */
  async #followUnfinished(): Promise<boolean> {
    for (const changed of await this.#store.refreshUnfinished()) this.#changes.fire(changed);
    this.#showMessage();
    return this.#store.staleBecause === undefined;
  }

  #reconnect(): void {
    this.#store.forgetChanged();
    this.#changes.fire(undefined);
    this.#showMessage();
  }

  #showMessage(): void {
    const access = vscode.workspace.getConfiguration('chat.mcp').get<string>('access');
    const hasRows = this.#store.roots().length > 0;
    const policy = access === 'none' && hasRows ? NO_AGENTS : undefined;
    this.#view.message = staleMessage(this.#store.staleBecause, undefined) ?? policy ?? '';
  }
}
