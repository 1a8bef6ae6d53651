import * as vscode from 'vscode';
import type { Disposable } from '../../shared/disposables.ts';
import { isKeptState, type KeptState } from '../../webview/messages.ts';
import type { Services } from '../services.ts';
import type { ExecutionTarget } from '../targets.ts';
import { shortId } from '../views/words.ts';
import type { ExecutionPanel } from './executionPanel.ts';

/** Declared in package.json, which lets VS Code wake the extension for it. */
const VIEW_TYPE = 'kestraMcp.execution';

/** The editor tabs of executions: one for each, also over a reload of the window. */
export class ExecutionViews implements Disposable, vscode.WebviewPanelSerializer {
  readonly #panels = new Map<string, ExecutionPanel>();
  #services: Services | undefined;

  /** What the tabs work with; they cannot be opened before. */
  register(services: Services): vscode.Disposable {
    this.#services = services;
    return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  async open({ connectionId, execution }: ExecutionTarget): Promise<void> {
    const kept = { connectionId, executionId: execution.id };
    const known = this.#panels.get(keyOf(kept));
    if (known !== undefined) {
      known.reveal();
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
    for (const panel of this.#panels.values()) panel.refresh();
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
    this.#panels.clear();
  }

  async #show(kept: KeptState, panel: vscode.WebviewPanel): Promise<void> {
    const { ExecutionPanel: Panel } = await import('./executionPanel.ts');
    if (this.#services === undefined) return;
    const shown = new Panel(this.#services, kept, panel);
    this.#panels.set(keyOf(kept), shown);
    panel.onDidDispose(() => this.#panels.delete(keyOf(kept)));
  }
}

function keyOf({ connectionId, executionId }: KeptState): string {
  return `${connectionId} ${executionId}`;
}
