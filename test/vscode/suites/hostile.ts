import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ACTIVE, UNSEEN } from '../../support/hostile.ts';
import { hostileFlow, markOf } from '../../support/hostileFlows.ts';
import { internals } from '../support/internals.ts';
import { kestra } from '../support/kestra.ts';
import { hoverUntilShown } from '../support/mouse.ts';
import { expand, expandNamespace, openSidebar, refresh, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { tidyWindow } from '../support/window.ts';
import { NAMESPACE } from './flows.ts';

const inView = { webview: true } as const;
const PATIENT = { ...inView, timeoutMs: 60_000 };
/** Elements that only text of others could have brought in. */
const FOREIGN = 'img, b, u, i, iframe, a[href], [onerror], [style="color:red;"]';
const HTML = ACTIVE.find(({ what }) => what === 'HTML')?.text ?? '';

/** An execution whose log, outputs, labels and errors are written to be more than text. */
export function hostileSuite(): void {
  describeWithWindow('hostile data', () => {
    let id = '';

    before(async () => {
      await kestra.saveFlow(hostileFlow(NAMESPACE));
      ({ id } = await kestra.execute(`${NAMESPACE}/hostile`, 'FAILED'));
      await tidyWindow();
      await openSidebar();
      await refresh('explorer');
      await expandNamespace(NAMESPACE);
    });
    after(tidyWindow);

    it('stands in the rows and the tooltips of the explorer as text', async () => {
      await expand('explorer', 'Flow hostile');
      const execution = row('explorer', `Execution ${id.slice(0, 8)}`);
      await ui.waitForText(execution, 'evil', { timeoutMs: 60_000 });
      const [text = ''] = await ui.texts(execution);
      assert.doesNotMatch(text, UNSEEN);
      await hoverUntilShown(execution, 'password=');
      const hover = '.monaco-hover:not(.hidden) .hover-contents';
      const [tooltip = ''] = await ui.texts(hover);
      assert.doesNotMatch(tooltip, UNSEEN);
      assert.equal(await ui.count(`${hover} a, ${hover} img`), 0);
      await ui.screenshot('hostile-tooltip.png');
    });

    it('stands on the page of the execution as text', async () => {
      const { connections } = await internals();
      const connectionId = connections.active()?.id ?? 'environment';
      const execution = { id, flowId: 'hostile', namespace: NAMESPACE };
      await vscode.commands.executeCommand('kestraMcp.execution.open', { connectionId, execution });
      await ui.waitFor('.state:has-text("FAILED")', PATIENT);
      for (const [tab, shown] of [
        ['overview', '.banner.problem'],
        ['graph', '.node'],
        ['logs', '.log-row'],
        ['data', '.values'],
      ] as const) {
        await ui.click(`#tab-${tab}`, inView);
        await ui.waitFor(shown, PATIENT);
        if (tab === 'data') await ui.waitForText('.values', markOf(0), PATIENT);
        const texts = await ui.texts(`#panel-${tab}`, inView);
        assert.doesNotMatch(texts.join('\n'), UNSEEN, tab);
        assert.equal(await ui.count(FOREIGN, inView), 0, tab);
        await ui.screenshot(`hostile-${tab}.png`);
      }
      await ui.click('#tab-logs', inView);
      await ui.fill('input[type=search]', 'onerror', inView);
      await ui.waitForText('.log-row', HTML, PATIENT);
      assert.equal(await ui.count(FOREIGN, inView), 0);
    });
  });
}
