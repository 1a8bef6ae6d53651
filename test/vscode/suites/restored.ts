import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { internals } from '../support/internals.ts';
import { kestra } from '../support/kestra.ts';
import { pickAnswer, question } from '../support/quickInput.ts';
import { expand, expandNamespace, openSidebar, pane, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { DECISION, FAILING, NAMESPACE } from './flows.ts';

export const RESTORED = 'after a reload of the window';

const inView = { webview: true, timeoutMs: 30_000 } as const;

/** What the window held before it was reloaded. */
interface Filled {
  /** Execution on a connection that stays. */
  stays: string;
  /** Execution on a connection that has been removed. */
  orphan: string;
}

/** Two executions in tabs, one of them without its connection, and a filter on the explorer. */
export async function fillWindow(): Promise<Filled> {
  for (const source of [DECISION, FAILING]) await kestra.saveFlow(source);
  await kestra.execute(`${NAMESPACE}/failing`, 'FAILED');
  const [stays, orphan] = [
    await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED'),
    await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED'),
  ];
  const { connections } = await internals();
  const [profile] = connections.list();
  assert.ok(profile);
  await connections.save({ ...profile, id: 'removed', tenant: 'elsewhere' });
  await open('removed', orphan.id);
  await ui.waitFor('.banner.problem', inView);
  await open(profile.id, stays.id);
  await ui.click('#tab-logs', inView);
  await ui.waitFor('.state:has-text("PAUSED")', inView);
  await connections.remove('removed');
  await openSidebar();
  const filtered = vscode.commands.executeCommand('kestraMcp.explorer.filter');
  await question('Filter executions (1/2)');
  await ui.type('PAUSED');
  await ui.click('.quick-input-widget .monaco-list-row:has-text("PAUSED") .monaco-checkbox');
  await ui.click('.quick-input-widget .monaco-button:has-text("OK")');
  await pickAnswer('Filter executions (2/2)', 'Any time');
  await filtered;
  await ui.waitForText(`${pane('explorer')} .description`, 'PAUSED');
  return { stays: stays.id, orphan: orphan.id };
}

async function open(connectionId: string, id: string): Promise<void> {
  const execution = { id, flowId: 'decision', namespace: NAMESPACE };
  await vscode.commands.executeCommand('kestraMcp.execution.open', { connectionId, execution });
}

/** @param noteFile where the half before the reload wrote what it had opened */
export function restoredSuite(noteFile: string): void {
  describeWithWindow(RESTORED, () => {
    let filled: Filled;

    before(async () => {
      filled = JSON.parse(await readFile(noteFile, 'utf8')) as Filled;
    });

    after(async () => {
      await kestra.kill(filled.orphan);
    });

    it('an execution is shown again, at the tab that was chosen, and follows what happens', async () => {
      await ui.waitFor('.state:has-text("PAUSED")', inView);
      await ui.waitFor('#tab-logs[aria-selected="true"]', inView);
      await ui.screenshot('view-restored.png');
      await kestra.resume(filled.stays, { approved: 'true' });
      await ui.waitFor('.state:has-text("SUCCESS")', inView);
    });

    it('one whose connection was removed says so, and offers to add it', async () => {
      await ui.click(`.tabs-container .tab[aria-label*="${filled.orphan.slice(0, 8)}"]`);
      await ui.waitForText('.banner.problem', 'was removed', inView);
      await ui.screenshot('view-orphan.png');
      await ui.click('.banner.problem button:has-text("Add Connection…")', inView);
      await question('Kestra');
      await ui.press('Escape');
    });

    it('and is shown once there is a connection to the same place again', async () => {
      const { connections } = await internals();
      const [profile] = connections.list();
      assert.ok(profile);
      await connections.save({ ...profile, id: 'added', tenant: 'elsewhere' });
      await ui.waitUntilGone('.banner.problem:has-text("was removed")', inView);
      await connections.remove('added');
      await ui.waitFor(pane('explorer'));
    });

    it('the filter of the explorer still holds, and is cleared by a click', async () => {
      await openSidebar();
      await ui.waitForText(`${pane('explorer')} .description`, 'PAUSED');
      await expandNamespace(NAMESPACE);
      await expand('explorer', 'Flow failing');
      await ui.waitFor(row('explorer', 'None that the filter shows'));
      await ui.screenshot('explorer-filtered.png');
      await ui.hover(`${pane('explorer')} .pane-header`);
      await ui.click(`${pane('explorer')} .action-label[aria-label^="Clear Filter"]`);
      await ui.waitFor(row('explorer', 'of failing, FAILED'));
      await ui.waitUntilGone(`${pane('explorer')} .description:has-text("PAUSED")`);
    });
  });
}
