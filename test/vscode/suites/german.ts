import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { runMocha } from '../support/mochaRun.ts';
import { closed, pickAnswer, question } from '../support/quickInput.ts';
import { openSidebar } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { DECISION, NAMESPACE } from './flows.ts';

const PATIENT = { timeoutMs: 60_000 } as const;

/** The package in a window whose language is German; VS Code's own texts stay English without its language pack. */
export const run = (): Promise<void> =>
  runMocha(() => {
    describeWithWindow('in German', () => {
      let id = '';

      before(async () => {
        await kestra.saveFlow(DECISION);
        await kestra.killWaiting(NAMESPACE);
        ({ id } = await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED'));
        await openSidebar();
      });

      it('the sidebar tells what waits, and for how long', async () => {
        await ui.waitFor('.pane-header[aria-label^="Wartet auf Sie"]', PATIENT);
        const row = `.monaco-list-row[aria-label^="Ausführung ${id.slice(0, 8)} von decision, PAUSED, wartet"]`;
        await ui.waitFor(row, PATIENT);
        await ui.screenshot('german-sidebar.png');
      });

      it('the palette finds commands, and the form asks', async () => {
        await ui.press('F1');
        await ui.type('Kestra: Ausführung fortsetzen');
        await ui.waitFor(
          '.quick-input-widget .monaco-list-row.focused:has-text("Ausführung fortsetzen…")',
          PATIENT,
        );
        await ui.press('Enter');
        await pickAnswer('Welche Ausführung fortsetzen?', id.slice(0, 8));
        await question('decision fortsetzen');
        await ui.waitFor('.quick-input-widget .monaco-list-row:has-text("Ablehnen")', PATIENT);
        await ui.screenshot('german-form.png');
        await ui.press('Escape');
        await closed();
      });

      it('an execution is shown, in the language that its page names', async () => {
        await ui.click(`.monaco-list-row[aria-label^="Ausführung ${id.slice(0, 8)}"]`);
        await ui.waitForText('#tab-overview', 'Überblick', { webview: true, ...PATIENT });
        await ui.waitFor('html[lang="de"]', { webview: true, ...PATIENT });
        await ui.waitFor('.actions button:has-text("Fortsetzen…")', { webview: true, ...PATIENT });
        await ui.screenshot('german-execution.png');
      });

      it('the walkthrough is read', async () => {
        await vscode.commands.executeCommand(
          'workbench.action.openWalkthrough',
          'kestra-mcp.kestra-mcp#start',
        );
        await ui.waitForText('.gettingStartedContainer', 'Mit Kestra verbinden', PATIENT);
        await ui.waitForText('h1', 'Was eine Verbindung ist', { webview: true, ...PATIENT });
        await ui.screenshot('german-walkthrough.png');
      });
    });
  });
