import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../../shared/disposables.ts';
import { showFailure } from '../feedback/showFailure.ts';
import type { Services } from '../services.ts';
import { FlowFileSystem } from './flowFileSystem.ts';
import { FLOW_SCHEME, placeOf, REVISION_SCHEME } from './flowUri.ts';
import { RevisionDocuments } from './revisionDocuments.ts';

/** Everything about flows in editors. What needs Kestra or a parser is loaded when it is needed first. */
export function flowFiles(services: Services): Disposable {
  const disposables = new DisposableList();
  const files = new FlowFileSystem(services, {
    invalid: () => undefined,
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
  return disposables;
}

async function tellConflict(services: Services, files: FlowFileSystem, uri: vscode.Uri): Promise<void> {
  try {
    const { settleConflict } = await import('./conflict.ts');
    await settleConflict(services, files, uri);
  } catch (error) {
    showFailure(services, error, { doing: 'Save flow', connectionId: placeOf(uri)?.connectionId });
  }
}
