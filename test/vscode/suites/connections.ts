import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openGate, type Gate } from '../support/gate.ts';
import { kestra } from '../support/kestra.ts';
import { acceptAnswer, pickAnswer, problem, question, typeAnswer } from '../support/quickInput.ts';
import { chooseFromRow, expand, message, openSidebar, refresh, row, welcome } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { showNotifications } from '../support/window.ts';
import { HOLD, NAMESPACE } from './flows.ts';
import { OFFICIAL_SETTINGS } from './officialSettings.ts';

const ADD = 'Add a Kestra connection';
const DIALOG = '.monaco-dialog-box';

/** Connections by hand: what goes wrong and how it is told. */
export function connectionsSuite(): void {
  describeWithWindow('connections', () => {
    let gate: Gate;

    before(async () => {
      gate = await openGate(kestra.baseUrl);
      await kestra.saveFlow(HOLD);
      await kestra.killWaiting(NAMESPACE);
      await kestra.execute(`${NAMESPACE}/hold`, 'PAUSED');
      await openSidebar();
    });

    after(() => gate.close());

    // Rows of connections that are out of sight could not be clicked.
    beforeEach(() =>
      vscode.commands.executeCommand('workbench.actions.treeView.kestraMcp.explorer.collapseAll'),
    );

    it('adds one whose password is wrong, tells why, and shows what to do', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      void vscode.commands.executeCommand('kestraMcp.connection.add');
      await typeAnswer(`${ADD} (1/9)`, 'Staging');
      await question(`${ADD} (2/9)`);
      await ui.press('Control+A');
      await ui.type('ftp://somewhere');
      await problem('ftp:// is not supported');
      await typeAnswer(`${ADD} (2/9)`, `${gate.url}/ui/main/flows`);
      await typeAnswer(`${ADD} (3/9)`, 'main');
      await pickAnswer(`${ADD} (4/9)`, 'User name and password');
      await typeAnswer(`${ADD} (5/9)`, kestra.user);
      await typeAnswer(`${ADD} (6/9)`, 'not the password');
      await pickAnswer(`${ADD} (7/9)`, 'No');
      await pickAnswer(`${ADD} (8/9)`, 'Operate');
      await pickAnswer(`${ADD} (9/9)`, 'In all namespaces');
      await ui.waitForText(DIALOG, 'Signing in to Staging did not work.');
      await ui.click(`${DIALOG} .monaco-button:has-text("Save Anyway")`);
      await ui.waitForText(message('waiting'), 'Staging: ');
      await ui.waitFor(row('waiting', `hold in ${NAMESPACE}, Local Kestra`));
      await expand('explorer', 'Connection Staging');
      await ui.waitFor(row('explorer', 'Failed: '));
    });

    it('keeps everything that was typed while the password is corrected', async () => {
      await chooseFromRow('explorer', 'Connection Staging', 'Edit Connection…');
      for (let step = 1; step <= 5; step += 1) await acceptAnswer(`Edit Staging (${step}/9)`);
      await typeAnswer('Edit Staging (6/9)', kestra.password);
      await pickAnswer('Edit Staging (7/9)', 'Yes');
      await question('Edit Staging (8/9)');
      assert.match((await ui.texts('.quick-input-list .monaco-list-row.focused')).join(), /Look only/);
      await ui.press('Enter');
      await pickAnswer('Edit Staging (9/9)', 'In some namespaces');
      await question('Edit Staging (10/11)');
      await ui.type('Company');
      await problem('These are no namespaces: Company');
      await typeAnswer('Edit Staging (10/11)', `${NAMESPACE}.*, company.shared`);
      await typeAnswer('Edit Staging (11/11)', `${NAMESPACE}.payroll`);
      await ui.waitFor(row('waiting', `hold in ${NAMESPACE}, Staging`));
      await expand('explorer', 'Connection Staging');
      await ui.waitFor(row('explorer', `Namespace ${NAMESPACE}`));
      assert.match((await showNotifications()).join('\n'), /Staging: signed in to Kestra/);
    });

    it('keeps the rows when Kestra goes away, and says that they are stale and why', async () => {
      gate.close();
      await refresh('waiting');
      const text = await ui.waitForText(message('waiting'), 'Staging: Not up to date since');
      assert.match(text, /cannot be reached: nothing listens there/);
      assert.equal(await ui.count(row('waiting', 'hold in')), 2);
      await expand('explorer', 'Connection Staging');
      await refresh('explorer');
      await ui.waitForText(message('explorer'), 'nothing listens there');
      assert.equal(await ui.count(row('explorer', `Namespace ${NAMESPACE}`)), 1);
    });

    it('is removed, once that is confirmed', async () => {
      await chooseFromRow('explorer', 'Connection Local Kestra', 'Remove Connection…');
      await ui.waitForText(DIALOG, 'Remove the connection Local Kestra?');
      await ui.click(`${DIALOG} .monaco-button:has-text("Remove")`);
      await ui.waitUntilGone(row('explorer', 'Connection Local Kestra'));
      await ui.waitUntilGone(row('waiting', 'Local Kestra'));
      assert.equal(await ui.count(row('explorer', 'Connection Staging')), 1);
      assert.equal(await ui.count(row('waiting', 'hold in')), 1);
    });

    it('says so when Kestra cannot be reached at all', async () => {
      // What a changed connection has told before does not count any more.
      await chooseFromRow('explorer', 'Connection Staging', 'Edit Connection…');
      await question('Edit Staging (1/11)');
      await ui.press('Control+A');
      await typeAnswer('Edit Staging (1/11)', 'Stage');
      for (let step = 2; step <= 11; step += 1) await acceptAnswer(`Edit Staging (${step}/11)`);
      await ui.waitForText(DIALOG, 'Signing in to Stage did not work.');
      await ui.click(`${DIALOG} .monaco-button:has-text("Save Anyway")`);
      await ui.waitForText(welcome('waiting'), 'Kestra does not answer');
    });

    it('finds back when Kestra does', async () => {
      await gate.open();
      await ui.click(`${welcome('waiting')} .monaco-button:has-text("Try Again")`);
      await ui.waitFor(row('waiting', 'hold in'));
    });

    it('tells in one line that agents are switched off by policy', async () => {
      await refresh('explorer');
      const settings = vscode.workspace.getConfiguration('chat.mcp');
      await settings.update('access', 'none', vscode.ConfigurationTarget.Global);
      await ui.waitForText(message('explorer'), 'Agents cannot use Kestra');
      await settings.update('access', undefined, vscode.ConfigurationTarget.Global);
      await ui.waitUntilGone(message('explorer'));
    });

    it("offers the official extension's address when there is no connection at all", async () => {
      await chooseFromRow('explorer', 'Connection Stage', 'Remove Connection…');
      await ui.click(`${DIALOG} .monaco-button:has-text("Remove")`);
      await ui.waitForText(welcome('explorer'), 'appear here');
      await ui.click(`${welcome('waiting')} .monaco-button:has-text("Add Connection")`);
      await typeAnswer(`${ADD} (1/9)`, 'Found');
      await question(`${ADD} (2/9)`);
      assert.equal(
        await ui.evaluate('document.querySelector(".quick-input-widget input").value'),
        OFFICIAL_SETTINGS['kestra.api.url'],
      );
      await ui.press('Escape');
    });
  });
}
