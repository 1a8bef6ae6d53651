import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connectBigKestra } from '../support/bigKestra.ts';
import { kestra } from '../support/kestra.ts';
import { closed, pickAnswer } from '../support/quickInput.ts';
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
import { setColourTheme, tidyWindow, type ColourTheme } from '../support/window.ts';
import { FAILING, GREETING, NAMESPACE, VIEWED } from './flows.ts';

const inView = { webview: true } as const;
const THEMES: Readonly<Record<string, ColourTheme>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
};
const TABS = ['overview', 'graph', 'logs', 'data'] as const;
const PATIENT = { ...inView, timeoutMs: 30_000 };

const execution = (id: string): string => row('explorer', `Execution ${id.slice(0, 8)}`);
const selected = (tab: string): Promise<unknown> => ui.waitFor(`#tab-${tab}[aria-selected="true"]`, inView);
const state = (name: string): Promise<unknown> => ui.waitFor(`.state:has-text("${name}")`, PATIENT);

interface OpenedExecution {
  id: string;
  flowId: string;
  connectionId: string;
}

/** Opens it as a notification or a link does. */
async function open({ id, flowId, connectionId }: OpenedExecution): Promise<void> {
  const target = { connectionId, execution: { id, flowId, namespace: NAMESPACE } };
  await vscode.commands.executeCommand('kestraMcp.execution.open', target);
}

/** An execution in an editor tab, while it runs, waits and ends. */
export function executionViewSuite(): void {
  describeWithWindow('execution view', () => {
    let id = '';

    before(async () => {
      for (const source of [VIEWED, GREETING, FAILING]) await kestra.saveFlow(source);
      await kestra.killWaiting(NAMESPACE);
      await tidyWindow();
      await openSidebar();
      await refresh('explorer');
      await expandNamespace(NAMESPACE);
    });

    after(async () => {
      await tidyWindow();
      await setColourTheme('Default Light Modern');
    });

    it('opens from the explorer with the keyboard and shows task runs as they come', async () => {
      ({ id } = await kestra.execute(`${NAMESPACE}/viewed`, 'RUNNING'));
      await expand('explorer', 'Flow viewed');
      await ui.waitFor(execution(id));
      await vscode.commands.executeCommand('kestraMcp.explorer.focus');
      await ui.press('Home');
      while ((await ui.count(`${execution(id)}.focused`)) === 0) await ui.press('ArrowDown');
      await ui.press('Enter');
      await ui.waitFor('.gantt .row[aria-label^="wait, RUNNING"]', inView);
      await ui.screenshot('view-running.png');
    });

    it('shows lines as they come, and a tab can be chosen with the arrow keys', async () => {
      await ui.click('#tab-overview', inView);
      await ui.press('ArrowRight');
      await selected('graph');
      await ui.press('ArrowRight');
      await selected('logs');
      await ui.waitForText('.log-row', 'begins', inView);
      await ui.waitForText('.log-row', 'loading north', PATIENT);
      await state('PAUSED');
    });

    it('shows what looks like HTML as text', async () => {
      await ui.click('.log-row', inView);
      await ui.press('Home');
      await ui.waitForText('.log-row', '<img src=x onerror=alert(1)> begins', inView);
      await ui.waitForText('.banner.question', 'Ship <u>it</u>?', inView);
      await ui.waitForText('.chip', 'team: <b>shop</b>', inView);
      assert.equal(await ui.count('img, b, i, u', inView), 0);
    });

    it('narrows the log by level and text', async () => {
      await ui.click('select', inView);
      for (const key of ['ArrowDown', 'Enter']) await ui.press(key);
      await ui.waitUntilGone('.log-row:has-text("begins")', inView);
      await ui.waitFor('.log-row:has-text("loading north")', inView);
      await ui.fill('input[type=search]', 'SOUTH', inView);
      await ui.waitUntilGone('.log-row:has-text("north")', inView);
      assert.deepEqual(await ui.texts('mark', inView), ['south']);
      await ui.fill('input[type=search]', '', inView);
      await ui.click('select', inView);
      for (const key of ['ArrowUp', 'Enter']) await ui.press(key);
      await ui.waitFor('.log-row:has-text("begins")', inView);
    });

    it('shows the lines of one task run, chosen by keyboard', async () => {
      await ui.click('#tab-overview', inView);
      await ui.click('.gantt .row[aria-label^="regions"]', inView);
      for (const key of ['ArrowDown', 'Enter']) await ui.press(key);
      await selected('logs');
      await ui.waitForText('.toolbar .chip', 'load = north', inView);
      assert.equal(await ui.count('.log-row', inView), 1);
      await ui.click('.toolbar .chip', inView);
      await ui.waitFor('.log-row:has-text("begins")', inView);
    });

    it('closes and opens what is nested', async () => {
      await ui.click('#tab-overview', inView);
      await ui.click('.gantt .row[aria-label^="regions"]', inView);
      await ui.press('ArrowLeft');
      await ui.waitUntilGone('.gantt .row[aria-label^="load"]', inView);
      await ui.press('ArrowRight');
      await ui.waitFor('.gantt .row[aria-label^="load, north"]', inView);
      assert.equal(await ui.count('.gantt .row[aria-label^="flaky"] .bar', inView), 3);
    });

    it('shows the states in the graph', async () => {
      await ui.click('#tab-graph', inView);
      await ui.waitFor('.node[aria-label^="begin, SUCCESS"]', PATIENT);
      await ui.waitFor('.node[aria-label="load, 2 × SUCCESS"]', inView);
      await ui.waitFor('.node[aria-label="ask, PAUSED"]', inView);
      await ui.waitFor('.node.idle[aria-label="table"]', inView);
    });

    for (const [name, theme] of Object.entries(THEMES)) {
      it(`has its pictures taken in ${name}`, async () => {
        await setColourTheme(theme);
        for (const tab of TABS) {
          await ui.click(`#tab-${tab}`, inView);
          await ui.waitFor(`#panel-${tab}`, inView);
          if (tab === 'data') await ui.waitForText('.task-outputs', 'left', inView);
          await ui.screenshot(`view-${tab}-${name}.png`);
        }
      });
    }

    it('is resumed from its own button', async () => {
      await ui.click('.actions button:has-text("Resume…")', inView);
      await pickAnswer('Resume viewed', 'Approve');
      await closed();
      await kestra.waitFor(id, 'WARNING');
      await state('WARNING');
      await ui.waitUntilGone('.actions button:has-text("Resume…")', inView);
    });

    it('shows inputs, outputs and the beginning of a file', async () => {
      await ui.click('#tab-data', inView);
      await ui.waitForText('.values', '4711', inView);
      await ui.waitForText('.values', 'left side', PATIENT);
      await ui.click('.file button', inView);
      await ui.waitForText('.preview', 'name,amount', inView);
      await ui.screenshot('view-file.png');
    });

    it('is shown again by a click on its row, with the tab that was chosen', async () => {
      await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
      await clickInline('explorer', `Execution ${id.slice(0, 8)}`, 'Open Execution');
      await selected('data');
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      assert.equal(tabs.filter(({ label }) => label === `viewed ${id.slice(0, 8)}`).length, 1);
    });

    it('tells the last words of a failed one', async () => {
      const failed = await kestra.execute(`${NAMESPACE}/failing`, 'FAILED');
      await open({ ...failed, connectionId: 'environment' });
      await state('FAILED');
      await ui.waitForText('.banner.problem', 'The file has no header.', inView);
      await ui.screenshot('view-failed.png');
      await ui.viewport(820, 700);
      await ui.screenshot('view-narrow.png');
      await ui.viewport(1400, 900);
    });

    it('shows the log as an output channel, too', async () => {
      await chooseFromRow('explorer', `Execution ${id.slice(0, 8)}`, 'Show Logs in Output Channel');
      const channel = (): vscode.TextDocument | undefined =>
        vscode.workspace.textDocuments.find(
          (document) =>
            document.uri.scheme === 'output' && document.getText().includes('[load] loading north'),
        );
      for (let left = 100; channel() === undefined && left > 0; left -= 1) await ui.count('body');
      assert.match(channel()?.getText() ?? '', /\[warning\] \[load\] loading north[\s\S]*is WARNING/);
    });

    it('keeps a thousand task runs and fifty thousand lines in reach', async () => {
      await tidyWindow();
      const big = await connectBigKestra({ taskRuns: 1_000, lines: 50_000, production: true });
      const opened = Date.now();
      await open({ id: big.executionId, flowId: 'big', connectionId: big.connectionId });
      await ui.waitForText('.chip.production', 'Big Kestra (production)', PATIENT);
      await ui.waitFor('.gantt .row:has-text("part 1")', PATIENT);
      await ui.click('.gantt .row', inView);
      await ui.press('End');
      await ui.waitFor('.gantt .row:has-text("part 1000")', inView);
      assert.ok((await ui.count('.gantt .row', inView)) < 100);
      await ui.click('#tab-logs', inView);
      await ui.waitFor('.log-row:has-text("line 50000 of many")', PATIENT);
      await ui.print(`      1,000 task runs and 50,000 lines were there after ${Date.now() - opened} ms\n`);
      await ui.screenshot('view-big.png');
      const start = Date.now();
      await ui.fill('input[type=search]', 'line 12345 ', inView);
      await ui.waitForText('.toolbar [role=status]', '1 of 50,000 lines', inView);
      assert.ok(Date.now() - start < 2_000, `the search took ${Date.now() - start} ms`);
      await ui.fill('input[type=search]', '', inView);
      await ui.click('.log-row', inView);
      await ui.press('Home');
      await ui.waitFor('.log-row:has-text("line 1 of many")', inView);
      assert.ok((await ui.count('.log-row', inView)) < 150);
      await big.close();
    });
  });
}
