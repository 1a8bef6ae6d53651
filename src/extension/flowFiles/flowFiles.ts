import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { logFailure, showFailure } from '../feedback/showFailure.ts';
import { Failure } from '../../shared/failure.ts';
import type { Services } from '../services.ts';
import { FlowFileSystem } from './flowFileSystem.ts';
import type { FlowAssistance } from './flowAssistance.ts';
import { assistedFlow, FLOW_DOCUMENTS, type OpenFlow } from './flowDocument.ts';
import { FlowLenses } from './flowLenses.ts';
import { FLOW_SCHEME, placeOf, REVISION_SCHEME } from './flowUri.ts';
import { RevisionDocuments } from './revisionDocuments.ts';

/** Everything about flows in editors. What needs Kestra or a parser is loaded when it is needed first. */
export function flowFiles(services: Services): Disposable {
  const disposables = new DisposableList();
  const files = new FlowFileSystem(services, {
    invalid: (uri) => void showProblems(services, uri),
    conflict: (uri) => void tellConflict(services, files, uri),
  });
  const { workspace } = vscode;
  const ours = (note: (document: vscode.TextDocument) => void) => (document: vscode.TextDocument) => {
    if (document.uri.scheme === FLOW_SCHEME) note(document);
  };
  const noteShown = ours((document) => files.noteShown(document));
  disposables.add(workspace.registerFileSystemProvider(FLOW_SCHEME, files, { isCaseSensitive: true }));
  disposables.add(
    workspace.registerTextDocumentContentProvider(REVISION_SCHEME, new RevisionDocuments(services)),
  );
  disposables.add(workspace.onDidOpenTextDocument(noteShown));
  disposables.add(workspace.onDidChangeTextDocument(({ document }) => noteShown(document)));
  disposables.add(
    workspace.onWillSaveTextDocument((event) => {
      if (event.document.uri.scheme === FLOW_SCHEME) files.noteSaving(event);
    }),
  );
  disposables.add(workspace.onDidCloseTextDocument(ours((document) => files.noteClosed(document))));
  const lenses = new FlowLenses(services.connections);
  disposables.add(vscode.languages.registerCodeLensProvider(FLOW_DOCUMENTS, lenses));
  // A change without content is one of the state: saved, or no longer.
  disposables.add(
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 && document.uri.scheme === FLOW_SCHEME) lenses.refresh();
    }),
  );
  disposables.add(services.connections.onDidChange(() => lenses.refresh()));
  const { flowHover, flowCompletion } = assistanceOf(services);
  disposables.add(vscode.languages.registerHoverProvider(FLOW_DOCUMENTS, flowHover));
  disposables.add(
    vscode.languages.registerCompletionItemProvider(FLOW_DOCUMENTS, flowCompletion, ' ', '.', '{', '|'),
  );
  return disposables;
}

/** Nobody waits for a hover or a completion, so that a Kestra out of reach is told in the log alone. */
function assistanceOf(services: Services): {
  flowHover: vscode.HoverProvider;
  flowCompletion: vscode.CompletionItemProvider;
} {
  let loaded: Promise<FlowAssistance> | undefined;
  const assist = async <T>(
    document: vscode.TextDocument,
    help: (assistance: FlowAssistance, flow: OpenFlow) => Promise<T>,
  ): Promise<T | undefined> => {
    const flow = assistedFlow(document, services.connections);
    if (flow === undefined) return undefined;
    try {
      loaded ??= import('./flowAssistance.ts').then((module) => new module.FlowAssistance(services));
      return await help(await loaded, flow);
    } catch (error) {
      const failure = Failure.from(error);
      // A type that is being typed is not there yet.
      if (failure.kind !== 'not_found') logFailure(services, failure, l10n.t('Read about plugins'));
      return undefined;
    }
  };
  return {
    flowHover: {
      provideHover: (document, position) =>
        assist(document, (assistance, flow) => assistance.hover(document, flow, position)),
    },
    flowCompletion: {
      provideCompletionItems: (document, position) =>
        assist(document, (assistance, flow) => assistance.complete(document, flow, position)),
    },
  };
}

/** VS Code tells that a save was refused; the editor shows where. */
async function showProblems(services: Services, uri: vscode.Uri): Promise<void> {
  try {
    await services.checkFlow(await vscode.workspace.openTextDocument(uri));
  } catch (error) {
    logFailure(services, Failure.from(error), l10n.t('Validate flow'));
  }
}

async function tellConflict(services: Services, files: FlowFileSystem, uri: vscode.Uri): Promise<void> {
  try {
    const { settleConflict } = await import('./conflict.ts');
    await settleConflict(services, files, uri);
  } catch (error) {
    showFailure(services, error, { doing: l10n.t('Save flow'), connectionId: placeOf(uri)?.connectionId });
  }
}
