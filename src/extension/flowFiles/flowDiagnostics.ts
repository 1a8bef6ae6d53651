import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { Failure } from '../../shared/failure.ts';
import type { FlowReport } from '../../operations/validateFlow.ts';
import { logFailure } from '../feedback/showFailure.ts';
import type { Services } from '../services.ts';
import { assistedFlow, openFlowOf } from './flowDocument.ts';

/** Typing goes on after a shorter pause. */
const PAUSE_MS = 500;

interface Check {
  timer?: NodeJS.Timeout;
  closing: AbortController;
}

/** What Kestra finds wrong with the flows in editors, at the places where it is. */
export class FlowDiagnostics implements Disposable {
  readonly #services: Pick<Services, 'clientOf' | 'connections' | 'log'>;
  readonly #disposables = new DisposableList();
  readonly #shown = this.#disposables.add(vscode.languages.createDiagnosticCollection('kestra'));
  readonly #checks = new Map<string, Check>();

  constructor(services: Pick<Services, 'clientOf' | 'connections' | 'log'>) {
    this.#services = services;
    const { workspace } = vscode;
    const checkAll = (): void => {
      for (const document of workspace.textDocuments) this.#checkSoon(document);
    };
    this.#disposables.add(workspace.onDidOpenTextDocument((document) => this.#checkSoon(document)));
    this.#disposables.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#checkSoon(document);
      }),
    );
    this.#disposables.add(workspace.onDidCloseTextDocument(({ uri }) => this.#clear(uri)));
    this.#disposables.add(services.connections.onDidChange(checkAll));
    this.#disposables.add(vscode.extensions.onDidChange(checkAll));
    checkAll();
  }

  /** Asks Kestra at once and shows what it says, unless the official extension does. @throws Failure when Kestra cannot be asked */
  async check(document: vscode.TextDocument): Promise<FlowReport | undefined> {
    const flow = openFlowOf(document, this.#services.connections);
    if (flow === undefined) return undefined;
    const key = document.uri.toString();
    const { signal } = this.#begin(key).closing;
    const { diagnosticsOf, validateFlow } = await import('./diagnosticsOf.ts');
    const { version } = document;
    const kestra = await this.#services.clientOf(flow.connectionId);
    const report = await validateFlow({ kestra, signal }, document.getText());
    // An answer about an earlier text would stand at wrong places.
    const isStill = document.version === version && !document.isClosed && !signal.aborted;
    if (isStill && assistedFlow(document, this.#services.connections) !== undefined) {
      this.#shown.set(document.uri, diagnosticsOf(document, report));
    }
    return report;
  }

  dispose(): void {
    for (const { timer, closing } of this.#checks.values()) {
      clearTimeout(timer);
      closing.abort();
    }
    this.#checks.clear();
    this.#disposables.dispose();
  }

  #checkSoon(document: vscode.TextDocument): void {
    if (assistedFlow(document, this.#services.connections) === undefined) {
      this.#clear(document.uri);
      return;
    }
    const check = this.#begin(document.uri.toString());
    check.timer = setTimeout(() => void this.#checkQuietly(document), PAUSE_MS);
  }

  /** Whoever types has not asked for it, so that a Kestra out of reach is told in the log alone. */
  async #checkQuietly(document: vscode.TextDocument): Promise<void> {
    try {
      await this.check(document);
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.kind !== 'cancelled') logFailure(this.#services, failure, l10n.t('Validate while typing'));
    }
  }

  /** Ends the check before, if any. */
  #begin(key: string): Check {
    this.#end(key);
    const check = { closing: new AbortController() };
    this.#checks.set(key, check);
    return check;
  }

  #end(key: string): void {
    const check = this.#checks.get(key);
    clearTimeout(check?.timer);
    check?.closing.abort();
    this.#checks.delete(key);
  }

  #clear(uri: vscode.Uri): void {
    this.#end(uri.toString());
    this.#shown.delete(uri);
  }
}
