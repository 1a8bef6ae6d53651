import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { closed, picks, pickAnswer, problem, question, typeAnswer } from '../support/quickInput.ts';
import {
  chooseFromRow,
  clickInline,
  expand,
  expandNamespace,
  openSidebar,
  refresh,
  row,
} from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { waitForNotification } from '../support/window.ts';
import { APPROVAL, CODE, DECISION, FAILING, GREETING, HOLD, NAMESPACE, PAPERS } from './flows.ts';

const LISTED = '.quick-input-widget .monaco-list-row';

/** The sidebar by mouse and keyboard, with the outcome read from Kestra. */
export function sidebarSuite(): void {
  describeWithWindow('sidebar', () => {
    before(async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      await writeFile(path.join(folder.uri.fsPath, 'paper.txt'), 'of great weight');
      for (const source of [APPROVAL, CODE, DECISION, FAILING, GREETING, HOLD, PAPERS])
        await kestra.saveFlow(source);
      await kestra.killWaiting(NAMESPACE);
      await openSidebar();
    });

    it('resumes from the inbox with a form filled in by keyboard', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/approval`, 'PAUSED');
      await refresh('waiting');
      await clickInline('waiting', `Execution ${id.slice(0, 8)}`, 'Resume');
      await typeAnswer('Resume approval: Reason', 'Customer called');
      await question('Resume approval: percent');
      await ui.type('21');
      await problem('It must be at most 20');
      await typeAnswer('Resume approval: percent', '15');
      await pickAnswer('Resume approval: method', 'VOUCHER');
      await pickAnswer('Resume approval: day', 'Leave out');
      await question('Resume approval (5/5)');
      assert.match((await picks()).join('\n'), /Reason[\s\S]*Customer called[\s\S]*percent[\s\S]*15/);
      await pickAnswer('Resume approval (5/5)', 'Resume');
      const execution = await kestra.waitFor(id, 'SUCCESS');
      assert.deepEqual(kestra.resumeInputs(execution, 'ask'), {
        reason: 'Customer called',
        percent: 15,
        method: 'VOUCHER',
      });
      await ui.waitUntilGone(row('waiting', `Execution ${id.slice(0, 8)}`));
    });

    it('declines with one pick', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED');
      await refresh('waiting');
      await clickInline('waiting', `Execution ${id.slice(0, 8)}`, 'Resume');
      await pickAnswer('Resume decision', 'Decline');
      const execution = await kestra.waitFor(id, 'SUCCESS');
      assert.deepEqual(kestra.resumeInputs(execution, 'ask'), { approved: false });
    });

    it('takes several choices, a file and nothing at all', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/papers`, 'PAUSED');
      await refresh('waiting');
      await clickInline('waiting', `Execution ${id.slice(0, 8)}`, 'Resume');
      await question('Resume papers: topics (1/4)');
      for (const topic of ['TAX', 'FEES']) await ui.click(`${LISTED}:has-text("${topic}") .monaco-checkbox`);
      await ui.click('.quick-input-widget .monaco-button:has-text("OK")');
      await pickAnswer('Resume papers: paper (2/4)', 'Choose a file');
      await ui.click(`${LISTED}:has-text("paper.txt")`);
      await pickAnswer('Resume papers: urgent (3/4)', 'Leave out');
      await question('Resume papers (4/4)');
      assert.match((await picks()).join('\n'), /TAX, FEES[\s\S]*paper\.txt[\s\S]*left out/);
      await pickAnswer('Resume papers (4/4)', 'Resume');
      const { taskRunList } = await kestra.waitFor(id, 'SUCCESS');
      assert.deepEqual(taskRunList?.find(({ taskId }) => taskId === 'read')?.outputs, {
        value: 'of great weight',
      });
    });

    it('brings the form back with what was typed when Kestra refuses it', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/code`, 'PAUSED');
      await refresh('waiting');
      await clickInline('waiting', `Execution ${id.slice(0, 8)}`, 'Resume');
      await typeAnswer('Resume code: code (1/2)', 'x2');
      await pickAnswer('Resume code (2/2)', 'Resume');
      await problem('code');
      assert.equal((await kestra.execution(id)).state.current, 'PAUSED');
      await typeAnswer('Resume code: code (1/2)', 'xyz');
      await pickAnswer('Resume code (2/2)', 'Resume');
      assert.deepEqual(kestra.resumeInputs(await kestra.waitFor(id, 'SUCCESS'), 'ask'), { code: 'xyz' });
    });

    it('says what became of an execution that somebody else has resumed meanwhile', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED');
      await refresh('waiting');
      await clickInline('waiting', `Execution ${id.slice(0, 8)}`, 'Resume');
      await question('Resume decision');
      await kestra.resume(id, { approved: 'true' });
      await kestra.waitFor(id, 'SUCCESS');
      await pickAnswer('Resume decision', 'Decline');
      await waitForNotification('is SUCCESS: resume is not possible');
      await ui.waitUntilGone(row('waiting', `Execution ${id.slice(0, 8)}`));
    });

    it('resumes from the palette, which asks for the execution', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED');
      await ui.press('F1');
      await ui.type('Kestra: Resume Execution');
      await ui.waitFor('.quick-input-widget .monaco-list-row.focused:has-text("Resume Execution")');
      await ui.press('Enter');
      await pickAnswer('Which execution to resume?', id.slice(0, 8));
      await pickAnswer('Resume decision', 'Approve');
      assert.deepEqual(kestra.resumeInputs(await kestra.waitFor(id, 'SUCCESS'), 'ask'), { approved: true });
    });

    it('runs a flow with its inputs and shows the execution', async () => {
      await expandNamespace(NAMESPACE);
      await clickInline('explorer', 'Flow greeting', 'Run Flow');
      await typeAnswer('Run greeting: name (1/2)', 'Ann');
      await pickAnswer('Run greeting (2/2)', 'Run');
      await ui.waitFor('.tabs-container .tab[aria-label^="greeting"]');
      await expand('explorer', 'Flow greeting');
      await ui.waitFor(row('explorer', 'of greeting, SUCCESS'), { timeoutMs: 30_000 });
    });

    it('leaves everything as it is when the form is closed', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/decision`, 'PAUSED');
      await refresh('waiting');
      await clickInline('waiting', `Execution ${id.slice(0, 8)}`, 'Resume');
      await question('Resume decision');
      await ui.press('Escape');
      await closed();
      assert.equal((await kestra.execution(id)).state.current, 'PAUSED');
    });

    it('kills from the context menu once that is confirmed', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/hold`, 'PAUSED');
      await refresh('waiting');
      await chooseFromRow('waiting', `Execution ${id.slice(0, 8)}`, 'Kill Execution…');
      await ui.waitForText('.monaco-dialog-box', `Kill ${NAMESPACE}.hold?`);
      await ui.click('.monaco-dialog-box .monaco-button:has-text("Kill")');
      await kestra.waitFor(id, 'KILLED');
    });

    it('restarts from the explorer, opened level by level', async () => {
      const { id } = await kestra.execute(`${NAMESPACE}/failing`, 'FAILED');
      await expandNamespace(NAMESPACE);
      await expand('explorer', 'Flow failing');
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Restart Execution');
      await kestra.waitUntil(id, ({ state }) => state.histories.some((past) => past.state === 'RESTARTED'));
      await ui.waitFor(row('explorer', `Execution ${id.slice(0, 8)} of failing, FAILED`));
    });
  });
}
