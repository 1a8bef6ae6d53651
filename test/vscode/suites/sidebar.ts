import assert from 'node:assert/strict';
import { kestra } from '../support/kestra.ts';
import { closed, picks, pickAnswer, problem, question, typeAnswer } from '../support/quickInput.ts';
import { chooseFromRow, clickInline, expand, openSidebar, refresh, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { APPROVAL, DECISION, FAILING, HOLD, NAMESPACE } from './flows.ts';

/** The sidebar by mouse and keyboard, with the outcome read from Kestra. */
export function sidebarSuite(): void {
  describeWithWindow('sidebar', () => {
    before(async () => {
      for (const source of [APPROVAL, DECISION, FAILING, HOLD]) await kestra.saveFlow(source);
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
      await typeAnswer('Resume approval: day', '');
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
      await expand('explorer', `Namespace ${NAMESPACE}`);
      await expand('explorer', 'Flow failing');
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Restart Execution');
      await kestra.waitUntil(id, ({ state }) => state.histories.some((past) => past.state === 'RESTARTED'));
      await ui.waitFor(row('explorer', `Execution ${id.slice(0, 8)} of failing, FAILED`));
    });
  });
}
