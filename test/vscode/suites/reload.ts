import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { runMocha } from '../support/mochaRun.ts';
import { ui } from '../support/ui.ts';
import { fillWindow, RESTORED, restoredSuite } from './restored.ts';

/** What the first half leaves for the second: a reload ends the extension host. */
const noteFile = `${process.env.KESTRA_MCP_RESULT}.reloading`;

/** Opens what is to come back, reloads the window, and looks at what has come back. */
export async function run(): Promise<void> {
  if (!ui.available || existsSync(noteFile)) return runMocha(() => restoredSuite(noteFile));
  try {
    await writeFile(noteFile, JSON.stringify(await fillWindow()));
  } catch (error) {
    await ui.screenshot('failed/before-reload.png');
    return runMocha(() => {
      // Under the title of the suite, which is how it is picked and repeated.
      describe(RESTORED, () => {
        it('there is something to come back', () => Promise.reject(error));
      });
    });
  }
  // Neither comes to an end here: the host goes away, and the other half ends the run.
  vscode.commands.executeCommand('workbench.action.reloadWindow').then(undefined, () => undefined);
  return new Promise<never>(() => {});
}
