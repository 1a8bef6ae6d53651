import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kestra, type SeenExecution } from '../support/kestra.ts';
import { closed, pickAnswer, question } from '../support/quickInput.ts';
import { chooseFromRow, expandNamespace, openSidebar, refresh, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { showNotifications, waitForNotification } from '../support/window.ts';
import { DECISION, FAILING, HOLD, NAMESPACE } from './flows.ts';

const STATUS = '#kestra-mcp\\.kestra-mcp\\.kestraMcp\\.status';

/** What wants somebody's attention: rows, the status bar, notifications. */
export function inboxSuite(): void {
  describeWithWindow('inbox', () => {
    const waiting: SeenExecution[] = [];

    before(async () => {
      for (const source of [DECISION, FAILING, HOLD]) await kestra.saveFlow(source);
      await kestra.killWaiting(NAMESPACE);
      await openSidebar();
    });

    after(async () => {
      for (const { id } of waiting) await kestra.kill(id).catch(() => undefined);
    });

    const notify = (wanted: string | undefined) =>
      vscode.workspace
        .getConfiguration('kestraMcp')
        .update('notifications', wanted, vscode.ConfigurationTarget.Global);
    const pause = async (flow: string): Promise<void> => {
      waiting.push(await kestra.execute(`${NAMESPACE}/${flow}`, 'PAUSED'));
      await refresh('waiting');
    };

    it('tells what is asked', async () => {
      await pause('decision');
      await ui.waitFor(row('waiting', 'Ship it?'));
    });

    it('counts in the status bar, which leads to it', async () => {
      await kestra.execute(`${NAMESPACE}/failing`, 'FAILED');
      await refresh('waiting');
      const label = await ui.waitForText(`${STATUS} .statusbar-item-label`, 'Kestra');
      assert.match(label, /\d/);
      await vscode.commands.executeCommand('workbench.view.explorer');
      await ui.click(`${STATUS} .statusbar-item-label`);
      await ui.waitFor(row('waiting', 'decision in'));
    });

    it('says nothing of flows that nobody watches', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      await pause('hold');
      await ui.waitFor(row('waiting', `hold in ${NAMESPACE}`));
      assert.doesNotMatch((await showNotifications()).join('\n'), /wait/);
    });

    it('notifies of a flow that is watched, and resumes from there', async () => {
      await expandNamespace(NAMESPACE);
      await chooseFromRow('explorer', 'Flow decision', 'Watch Flow');
      await ui.waitFor(row('explorer', 'Flow decision, watched'));
      await pause('decision');
      await waitForNotification(`1 execution waits for you: ${NAMESPACE}.decision`);
      await vscode.commands.executeCommand('notifications.showList');
      await ui.click('.notifications-list-container .monaco-button:has-text("Resume…")');
      await question('Resume decision');
      await pickAnswer('Resume decision', 'Approve');
      await closed();
      const last = waiting.at(-1);
      assert.ok(last);
      await kestra.waitFor(last.id, 'SUCCESS');
      await chooseFromRow('explorer', 'Flow decision', 'Stop Watching Flow');
      await ui.waitUntilGone(row('explorer', 'Flow decision, watched'));
    });

    it('notifies once of everything that happened, when that is wanted', async () => {
      await notify('all');
      await vscode.commands.executeCommand('notifications.clearAll');
      waiting.push(await kestra.execute(`${NAMESPACE}/hold`, 'PAUSED'));
      await pause('decision');
      await waitForNotification('2 executions wait for you');
      await notify(undefined);
    });
  });
}
