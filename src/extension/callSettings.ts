import * as vscode from 'vscode';
import { VARIABLES } from '../shared/variables.ts';

/** As in package.json. */
const ON_STOP = 'kestraMcp.onStop';
const ASK_AT_PAUSE = 'kestraMcp.askAtPause';
const ASK_SECONDS = 'kestraMcp.askSeconds';

export const CALL_SETTINGS: readonly string[] = [ON_STOP, ASK_AT_PAUSE, ASK_SECONDS];

/** How an agent's calls ask the user and end, as the server reads it. */
export function callSettings(): Record<string, string> {
  const settings = vscode.workspace.getConfiguration();
  return {
    [VARIABLES.onCancel]: settings.get<string>(ON_STOP, 'leave'),
    [VARIABLES.askAtPause]: String(settings.get<boolean>(ASK_AT_PAUSE, true)),
    [VARIABLES.askSeconds]: String(settings.get<number>(ASK_SECONDS, 300)),
  };
}
