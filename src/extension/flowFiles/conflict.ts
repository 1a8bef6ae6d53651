import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readFlowFile } from '../../operations/flowFile.ts';
import { offer } from '../feedback/offer.ts';
import type { Services } from '../services.ts';
import type { FlowFileSystem } from './flowFileSystem.ts';
import { placeOf, revisionAddress } from './flowUri.ts';

/** Shows what somebody else saved beside what is being edited; only who has seen it can go over it. */
export async function settleConflict(
  { clientOf }: Pick<Services, 'clientOf'>,
  files: FlowFileSystem,
  uri: vscode.Uri,
): Promise<void> {
  const place = placeOf(uri);
  if (place === undefined) return;
  const { connectionId, flowId } = place;
  const context = { kestra: await clientOf(connectionId), signal: new AbortController().signal };
  const theirs = await readFlowFile(context, place);
  const reload = { label: l10n.t('Reload'), go: () => reloadFile(files, uri) };
  const text = l10n.t(
    '{0} is at revision {1} in Kestra, which is not the one you have edited. Your text is still in the editor.',
    flowId,
    theirs.revision,
  );
  const compare = async () => {
    const left = vscode.Uri.from(revisionAddress(place, theirs.revision));
    const title = l10n.t('{0}: revision {1} ↔ yours', flowId, theirs.revision);
    await vscode.commands.executeCommand('vscode.diff', left, uri, title);
    void offer('warning', l10n.t('Save yours over revision {0} of {1}?', theirs.revision, flowId), [
      { label: l10n.t('Overwrite'), go: () => overwrite(files, uri, theirs.revision) },
      reload,
    ]);
  };
  await offer('warning', text, [{ label: l10n.t('Compare'), go: compare }, reload]);
}

async function overwrite(files: FlowFileSystem, uri: vscode.Uri, theirs: number): Promise<void> {
  files.acceptRevision(uri, theirs);
  const document = await vscode.workspace.openTextDocument(uri);
  await document.save();
}

/** VS Code reverts what is in the active editor. */
async function reloadFile(files: FlowFileSystem, uri: vscode.Uri): Promise<void> {
  files.forget(uri);
  await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}
