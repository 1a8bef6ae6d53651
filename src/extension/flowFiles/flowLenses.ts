import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../commandIds.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { openFlowOf, targetOf } from './flowDocument.ts';

const TOP = new vscode.Range(0, 0, 0, 0);

/** What can be done with the flow of a document, above its first line. */
export class FlowLenses implements vscode.CodeLensProvider {
  readonly #connections: ConnectionStore;
  readonly #changes = new vscode.EventEmitter<void>();

  readonly onDidChangeCodeLenses = this.#changes.event;

  constructor(connections: ConnectionStore) {
    this.#connections = connections;
  }

  /** A document was saved, or there is another connection. */
  refresh(): void {
    this.#changes.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const flow = openFlowOf(document, this.#connections);
    if (flow === undefined) return [];
    const target = targetOf(document, flow, this.#connections);
    const lens = (title: string, command: CommandId, tooltip: string) =>
      new vscode.CodeLens(TOP, { title, command, tooltip, arguments: [target] });
    const saved = l10n.t('Runs what is saved in Kestra, not what stands here.');
    const isSaved = !flow.isLocal && !document.isDirty;
    const run = isSaved
      ? lens(`$(play) ${l10n.t('Run')}`, 'kestraMcp.flow.run', l10n.t('Asks for its inputs first.'))
      : lens(`$(play) ${l10n.t('Run as Saved')}`, 'kestraMcp.flow.run', saved);
    return [
      run,
      lens(
        `$(check) ${l10n.t('Validate')}`,
        'kestraMcp.flow.validate',
        l10n.t('Asks Kestra; nothing is saved.'),
      ),
      lens(
        `$(type-hierarchy-sub) ${l10n.t('Graph')}`,
        'kestraMcp.flow.graph',
        l10n.t('Tasks in their order.'),
      ),
      ...(flow.isLocal
        ? [
            lens(
              `$(diff) ${l10n.t('Compare with Saved')}`,
              'kestraMcp.flow.compareWithSaved',
              l10n.t('What is saved in Kestra beside this file.'),
            ),
          ]
        : []),
    ];
  }
}
