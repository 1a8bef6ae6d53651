import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { closed, pickAnswer, picks, problem, question, typeAnswer } from '../support/quickInput.ts';
import {
  chooseFromRow,
  clickInline,
  expand,
  expandNamespace,
  openSidebar,
  refresh,
} from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { waitForNotification } from '../support/window.ts';
import { CODE, FAILING, GREETING, NAMESPACE, NIGHTLY, STEPS } from './flows.ts';

const DIALOG = '.monaco-dialog-box';

/** Running again what has run, step by step, and for dates that were missed. */
export function runAgainSuite(): void {
  describeWithWindow('run again', () => {
    before(async () => {
      for (const source of [CODE, FAILING, GREETING, NIGHTLY, STEPS]) await kestra.saveFlow(source);
      await kestra.killWaiting(NAMESPACE);
      await openSidebar();
      await refresh('explorer');
    });

    // Rows that are out of sight cannot be clicked.
    beforeEach(async () => {
      await vscode.commands.executeCommand('workbench.actions.treeView.kestraMcp.explorer.collapseAll');
      await expandNamespace(NAMESPACE);
    });

    /** The executions of a flow, the latest first. */
    const latest = async (flow: string) => (await kestra.executionsOf(`${NAMESPACE}/${flow}`))[0];

    it('tells restart and replay apart where one chooses', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/failing`, 'FAILED');
      await expand('explorer', 'Flow failing');
      await refresh('explorer');
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Run Execution Again…');
      await question('Run failing again');
      const ways = (await picks()).join('\n');
      assert.match(ways, /The same execution goes on/);
      assert.match(ways, /A new execution with the same inputs/);
      await ui.screenshot('run-again.png');
      await ui.press('Escape');
      await closed();
    });

    it('replays with other inputs', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/greeting`, 'SUCCESS', { name: 'Ann' });
      await expand('explorer', 'Flow greeting');
      await refresh('explorer');
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Run Execution Again…');
      await pickAnswer('Run greeting again', 'Replay with other inputs');
      await typeAnswer('Replay greeting: name (1/2)', 'Bob');
      await pickAnswer('Replay greeting (2/2)', 'Replay');
      await waitForNotification('greeting runs again as');
      const copy = await latest('greeting');
      assert.ok(copy);
      assert.notEqual(copy.id, id);
      assert.deepEqual((await kestra.waitFor(copy.id, 'SUCCESS')).inputs, { name: 'Bob' });
    });

    it('replays with a breakpoint, and steps on from there', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/steps`, 'SUCCESS');
      await expand('explorer', 'Flow steps');
      await refresh('explorer');
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Run Execution Again…');
      await pickAnswer('Run steps again', 'Replay with breakpoints');
      await question('Replay steps');
      await ui.click('.quick-input-widget .monaco-list-row:has-text("two") .monaco-checkbox');
      await ui.click('.quick-input-widget .monaco-button:has-text("OK")');
      await waitForNotification('steps runs again as');
      const copy = await latest('steps');
      assert.ok(copy);
      await kestra.waitFor(copy.id, 'BREAKPOINT');
      await refresh('waiting');
      await clickInline('waiting', `Execution ${copy.id.slice(0, 8)}`, 'Step to the Next Task');
      await waitForNotification('steps stands before three.');
      await kestra.kill(copy.id);
    });

    it('backfills once the number of executions was seen', async () => {
      await chooseFromRow('explorer', 'Flow nightly', 'Backfill Flow…');
      await pickAnswer('Backfill nightly', 'The last 7 days');
      const text = await ui.waitForText(DIALOG, 'this starts 7 executions');
      assert.match(text, /From .* to /);
      await ui.screenshot('backfill.png');
      await ui.click(`${DIALOG} .monaco-button:has-text("Start Backfill")`);
      await waitForNotification('The backfill of nightly has begun: 7 executions.');
      await kestra.until(async () => (await kestra.executionsOf(`${NAMESPACE}/nightly`)).length === 7);
    });

    it('says what Kestra has against a value while it is typed', async () => {
      await kestra.execute(`${NAMESPACE}/code`, 'PAUSED');
      await refresh('waiting');
      await clickInline('waiting', 'of code', 'Resume');
      await question('Resume code: code (1/2)');
      await ui.type('x2');
      await problem('code');
      await ui.press('Escape');
      await closed();
      await kestra.killWaiting(NAMESPACE);
    });
  });
}
