import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { Failure } from '../../shared/failure.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { PlannedDefinition } from '../definitions.ts';
import type { McpProvider } from '../mcpProvider.ts';
import { Poller } from '../views/poller.ts';
import { plainMarkdown, rowItem } from '../views/treeItem.ts';
import type { AgentLog } from './agentLog.ts';
import type { AgentNode, CallNode, OfferedTool, ReadsNode, ServerNode } from './agentNodes.ts';
import { agentRow } from './agentRows.ts';
import { callTooltip } from './callTooltip.ts';
import { callNodes, emptyNode, groupedCalls, latelyNode } from './latelyNodes.ts';
import type { OfferedTools } from './offeredTools.ts';
import { obstacle } from './obstacle.ts';
import { groupNodes, toolNodes } from './toolNodes.ts';

export interface AgentSources {
  connections: ConnectionStore;
  provider: McpProvider;
  log: AgentLog;
  tools: OfferedTools;
  extensionId: string;
  report: (failure: Failure, doing: string) => void;
}

/** The log is a file of this machine: looking costs next to nothing. */
const POLL_MS = 2_000;
const LONGEST_MS = 60_000;

/** "Agent": what it may do on each connection, and what it did lately. */
export class AgentView implements Disposable, vscode.TreeDataProvider<AgentNode> {
  readonly #sources: AgentSources;
  readonly #disposables = new DisposableList();
  readonly #changes = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #view: vscode.TreeView<AgentNode>;
  readonly #poller: Poller;
  #planned: readonly PlannedDefinition[] = [];
  /** What agents did, as it is shown; absent until it was read for the first time. */
  #calls: readonly CallNode[] | undefined;
  #rows = '';

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(sources: AgentSources) {
    this.#sources = sources;
    this.#view = this.#disposables.add(
      vscode.window.createTreeView('kestraMcp.agent', { treeDataProvider: this, showCollapseAll: false }),
    );
    const run = (): Promise<boolean> => this.#readLog();
    this.#poller = this.#disposables.add(
      new Poller({ run, intervalMs: () => POLL_MS, longestMs: LONGEST_MS }),
    );
    const refresh = (): void => this.refresh();
    const follow = (): void => this.#poller.setActive(this.#view.visible && vscode.window.state.focused);
    this.#disposables.add(this.#view.onDidChangeVisibility(follow));
    this.#disposables.add(vscode.window.onDidChangeWindowState(follow));
    this.#disposables.add(sources.connections.onDidChange(refresh));
    this.#disposables.add(sources.provider.onDidChangeState(refresh));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (['chat.mcp', 'kestraMcp'].some((section) => change.affectsConfiguration(section))) refresh();
      }),
    );
    this.#tellObstacle();
    follow();
  }

  /** Shows what it did lately. */
  async show(): Promise<void> {
    await vscode.commands.executeCommand('kestraMcp.agent.focus');
    await this.#poller.refresh();
    if (this.#calls !== undefined)
      await this.#view.reveal(latelyNode(this.#calls), { focus: true, expand: true });
  }

  refresh(): void {
    this.#tellObstacle();
    this.#changes.fire();
    void this.#poller.refresh();
  }

  noteStopped(connectionId: string): void {
    this.#sources.provider.noteStopped(connectionId);
  }

  async getChildren(node?: AgentNode): Promise<AgentNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'server':
        return this.#properties(node);
      case 'tools':
        return groupNodes(node);
      case 'toolGroup':
        return toolNodes(node);
      case 'lately':
        return this.#lately();
      case 'reads':
        return [...node.calls];
      default:
        return [];
    }
  }

  /** Only what stands at the top is ever revealed. */
  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: AgentNode): vscode.TreeItem {
    return rowItem(agentRow(node, Date.now()), node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: AgentNode): vscode.TreeItem {
    if (node.kind === 'call') item.tooltip = plainMarkdown(callTooltip(node.call));
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #roots(): Promise<AgentNode[]> {
    const { connections, provider, extensionId } = this.#sources;
    this.#planned = await provider.plan();
    const { serverNode } = await import('./serverNodes.ts');
    const servers = connections.list().flatMap((profile) => {
      const planned = this.#planned.find(({ connectionId }) => connectionId === profile.id);
      return planned === undefined
        ? []
        : [serverNode(profile, planned, { extensionId, state: provider.stateOf(profile.id) })];
    });
    if (servers.length === 0) return [];
    if (this.#calls === undefined) await this.#poller.refresh();
    return [...servers, latelyNode(this.#calls ?? [])];
  }

  async #properties({ connectionId }: ServerNode): Promise<AgentNode[]> {
    const profile = this.#sources.connections.get(connectionId);
    const planned = this.#planned.find((one) => one.connectionId === connectionId);
    if (profile === undefined || planned === undefined) return [];
    const { propertyNodes } = await import('./serverNodes.ts');
    return propertyNodes(profile, this.#sources.tools.environmentOf(planned), await this.#toolsOf(planned));
  }

  /** Without them the rest is shown all the same. */
  async #toolsOf(planned: PlannedDefinition): Promise<OfferedTool[] | undefined> {
    try {
      return await this.#sources.tools.of(planned);
    } catch (error) {
      this.#sources.report(Failure.from(error), l10n.t('List the tools'));
      return undefined;
    }
  }

  #lately(): AgentNode[] {
    const shown: (CallNode | ReadsNode)[] = groupedCalls(this.#calls ?? []);
    return shown.length > 0 ? shown : [emptyNode(this.#sources.log.isKept)];
  }

  /** Rows that would look the same are left alone: an open tooltip or menu stays open. */
  async #readLog(): Promise<boolean> {
    try {
      const isFirst = this.#calls === undefined;
      this.#calls = callNodes(await this.#sources.log.read(), this.#sources.connections.list());
      const rows = JSON.stringify(this.#calls.map((node) => [node.id, agentRow(node, Date.now())]));
      if (rows !== this.#rows && !isFirst) this.#changes.fire();
      this.#rows = rows;
      return true;
    } catch (error) {
      this.#calls ??= [];
      this.#sources.report(Failure.from(error), l10n.t('Read what the agent did'));
      return false;
    }
  }

  #tellObstacle(): void {
    const found = obstacle();
    this.#view.message =
      found === undefined
        ? ''
        : found === 'access'
          ? l10n.t('Agents cannot use Kestra: MCP servers are switched off here (chat.mcp.access).')
          : l10n.t(
              'VS Code starts no MCP servers by itself here (chat.mcp.autostart): start Kestra’s below.',
            );
  }
}
