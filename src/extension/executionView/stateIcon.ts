import * as vscode from 'vscode';
import type { State } from '../../model/state.ts';
import { toneOf } from '../../webview/tone.ts';

/** The icon of an editor tab, by state. Tabs take files only, no theme icons: their colours do in every theme. */
export function stateIcon(extensionUri: vscode.Uri, state: State): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'media', 'states', `${toneOf(state)}.svg`);
}
