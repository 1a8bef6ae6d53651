import * as vscode from 'vscode';
import type { Disposable } from '../../shared/disposables.ts';
import { isKeptState, type KeptState } from '../../webview/messages.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { shortId } from '../views/words.ts';
import type { ExecutionPanel } from './executionPanel.ts';

/** Declared in package.json, which lets VS Code wake the extension for it. */
const VIEW_TYPE = 'kestraMcp.execution';

interface Tab {
  panel: vscode.WebviewPanel;
  /** Absent until its code is loaded. */
  shown?: ExecutionPanel;
}

/** The editor tabs of executions: one for each, also over a reload of the window. */
export class ExecutionViews implements Disposable, vscode.WebviewPanelSerializer {
  readonly #tabs = new Map<string, Tab>();
  #services: Services | undefined;

  /** What the tabs work with; they cannot be opened before. */
  register(services: Services): vscode.Disposable {
    this.#services = services;
    return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  async open({ connectionId, execution }: ExecutionTarget): Promise<void> {
    const { baseUrl, tenant } = this.#services?.connections.get(connectionId) ?? {};
    const kept = { connectionId, executionId: execution.id, baseUrl, tenant };
    const known = this.#tabs.get(keyOf(kept));
    if (known !== undefined) {
      known.panel.reveal();
      return;
    }
    const title = `${execution.flowId} ${shortId(execution.id)}`;
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active, {
      enableFindWidget: false,
    });
    await this.#show(kept, panel);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    if (isKeptState(state)) await this.#show(state, panel);
    else panel.dispose();
  }

  /** Reads again what is shown. */
  refresh(): void {
    for (const { shown } of this.#tabs.values()) shown?.refresh();
  }

  dispose(): void {
    for (const { shown } of this.#tabs.values()) shown?.dispose();
    this.#tabs.clear();
  }

  async #show(kept: KeptState, panel: vscode.WebviewPanel): Promise<void> {
    const tab: Tab = { panel };
    this.#tabs.set(keyOf(kept), tab);
    panel.onDidDispose(() => this.#tabs.delete(keyOf(kept)));
    const { ExecutionPanel: Panel } = await import('./executionPanel.ts');
    // It may have been closed meanwhile.
    const isOpen = this.#tabs.get(keyOf(kept)) === tab;
    if (isOpen && this.#services !== undefined) tab.shown = new Panel(this.#services, kept, panel);
  }
}

function keyOf({ connectionId, executionId }: KeptState): string {
  return `${connectionId} ${executionId}`;
}
