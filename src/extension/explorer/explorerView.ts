import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import type { WatchedFlows } from '../inbox/watchedFlows.ts';
import { setContext } from '../setContext.ts';
import { isLevel, type MoreNode, type TreeNode } from '../views/nodes.ts';
import type { Poller } from '../views/poller.ts';
import { staleMessage } from '../views/staleMessage.ts';
import { treeItemOf } from '../views/treeItem.ts';
import type { ViewSources } from '../views/viewSources.ts';
import { colourOf } from './connectionColour.ts';
import {
  filterWords,
  isFiltering,
  rememberedFilter,
  rememberFilter,
  type ExecutionFilter,
  type FilterMemory,
} from './executionFilter.ts';
import { explorerPoller } from './explorerPoller.ts';
import { ExplorerStore } from './explorerStore.ts';
import { pathTo, type FlowPlace } from './pathTo.ts';
import { RowDecorations } from './rowDecorations.ts';

interface ExplorerSources extends ViewSources {
  watched: WatchedFlows;
  /** Of the workspace. */
  memory: FilterMemory;
}

/** Connections, their namespaces, flows and latest executions, each level read when it is opened. */
export class ExplorerView implements Disposable, vscode.TreeDataProvider<TreeNode> {
  readonly #clientOf: ViewSources['clientOf'];
  readonly #watched: WatchedFlows;
  readonly #disposables = new DisposableList();
  readonly #changes = this.#disposables.add(new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>());
  readonly #decorations = this.#disposables.add(new RowDecorations());
  /** Ids of rows that the user opened: one that is drawn anew while it opens would close again. */
  readonly #opened = new Set<string>();
  readonly #store: ExplorerStore;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #poller: Poller;
  readonly #memory: FilterMemory;
  #filter: ExecutionFilter;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor({ connections, clientOf, report, watched, memory }: ExplorerSources) {
    this.#memory = memory;
    this.#filter = rememberedFilter(memory);
    this.#clientOf = clientOf;
    this.#watched = watched;
    this.#store = new ExplorerStore({
      profiles: () => connections.list(),
      activeId: () => connections.active()?.id,
      clientOf,
      report,
      filter: () => this.#filter,
      onDetails: (rows) => this.#tell(rows),
    });
    const options = { treeDataProvider: this, showCollapseAll: true, canSelectMany: true };
    this.#view = this.#disposables.add(vscode.window.createTreeView('kestraMcp.explorer', options));
    this.#poller = this.#disposables.add(explorerPoller(this.#store, (changed) => this.#showPolled(changed)));
    this.#listen(connections);
    this.#showFilter();
    this.#showMessage();
    this.#pollWhileSeen();
  }

  get filter(): ExecutionFilter {
    return this.#filter;
  }

  set filter(filter: ExecutionFilter) {
    this.#filter = filter;
    rememberFilter(this.#memory, filter);
    this.#showFilter();
    this.refresh();
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

  /** Opens the tree down to a flow and goes to its row. */
  async reveal(place: FlowPlace): Promise<void> {
    const row = await pathTo(this.#store, place);
    if (row !== undefined) await this.#view.reveal(row, { select: true, focus: true, expand: true });
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) return this.#store.roots();
    if (!isLevel(node)) return [];
    const children = await this.#store.children(node);
    this.#showMessage();
    this.#pollWhileSeen();
    return children;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#store.parentOf(node);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const told = this.#told(node);
    const item = treeItemOf(told, node);
    if (this.#opened.has(node.id) && item.collapsibleState !== vscode.TreeItemCollapsibleState.None) {
      item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    }
    this.#decorations.decorate(item, told);
    return item;
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TreeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const { resolveTooltip } = await import('../views/resolveTooltip.ts');
    return resolveTooltip(this.#clientOf, item, node, token);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** The row with what is known of it from elsewhere. */
  #told(node: TreeNode): TreeNode {
    const row = this.#store.detailed(node);
    if (row.kind === 'connection') return { ...row, colour: colourOf(row.name) };
    if (row.kind !== 'flow') return row;
    const { connectionId, flow } = row;
    const watched = this.#watched.has({ connectionId, namespace: flow.namespace, flowId: flow.id });
    return { ...row, watched };
  }

  #listen(connections: ViewSources['connections']): void {
    const listeners = [
      this.#view.onDidCollapseElement(({ element }) => this.#setOpen(element, false)),
      this.#view.onDidExpandElement(({ element }) => this.#setOpen(element, true)),
      this.#view.onDidChangeVisibility(() => this.#pollWhileSeen()),
      vscode.window.onDidChangeWindowState(() => this.#pollWhileSeen()),
      connections.onDidChange(() => this.#reconnect()),
      this.#watched.onDidChange(() => this.#changes.fire(undefined)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('chat.mcp.access')) this.#showMessage();
        if (change.affectsConfiguration('kestraMcp.colours')) this.#changes.fire(undefined);
      }),
    ];
    for (const listener of listeners) this.#disposables.add(listener);
  }

  #setOpen(node: TreeNode, isOpen: boolean): void {
    if (isOpen) this.#opened.add(node.id);
    else this.#opened.delete(node.id);
    this.#store.setClosed(node, !isOpen);
  }

  #tell(rows: readonly TreeNode[]): void {
    this.#changes.fire([...rows]);
    this.#pollWhileSeen();
  }

  #pollWhileSeen(): void {
    this.#poller.setActive(this.#view.visible && vscode.window.state.focused);
  }

  #showPolled(changed: readonly TreeNode[]): void {
    if (changed.length > 0) this.#changes.fire([...changed]);
    this.#showMessage();
  }

  #reconnect(): void {
    this.#store.forgetChanged();
    this.#changes.fire(undefined);
    this.#showMessage();
  }

  #showFilter(): void {
    this.#view.description = filterWords(this.#filter);
    setContext('kestraMcp.filter', isFiltering(this.#filter) ? 'on' : 'off');
  }

  #showMessage(): void {
    const access = vscode.workspace.getConfiguration('chat.mcp').get<string>('access');
    const hasRows = this.#store.roots().length > 0;
    const policy = access === 'none' && hasRows ? noAgents() : undefined;
    this.#view.message = staleMessage(this.#store.staleBecause, undefined) ?? policy ?? '';
  }
}

function noAgents(): string {
  return l10n.t('Agents cannot use Kestra: MCP servers are switched off here (chat.mcp.access).');
}
