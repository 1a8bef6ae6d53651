import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { question } from '../support/quickInput.ts';
import {
  chooseFromRow,
  expand,
  expandNamespace,
  openSidebar,
  pane,
  refresh,
  row,
} from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { setColourTheme, tidyWindow, waitForNotification, type ColourTheme } from '../support/window.ts';

/** Two namespaces below one that has nothing of its own, and flows for every kind of row. */
const ROOT = 'atelier.eu';
const BERLIN = `${ROOT}.berlin`;
const PARIS = `${ROOT}.paris`;

const LEAF = `id: leaf
namespace: ${PARIS}
tasks:
  - id: say
    type: io.kestra.plugin.core.debug.Return
    format: done
`;

const BRANCHES = `id: branches
namespace: ${BERLIN}
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: ["red", "blue"]
    tasks:
      - id: say
        type: io.kestra.plugin.core.debug.Return
        format: "{{ taskrun.value }}"
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ${PARIS}
    flowId: leaf
    wait: true
triggers:
  - id: nightly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 3 * * *"
`;

const BROKEN = `id: broken
namespace: ${BERLIN}
tasks:
  - id: break
    type: io.kestra.plugin.core.execution.Fail
`;

const WAITS = `id: waits
namespace: ${BERLIN}
tasks:
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
`;

const COLLAPSE_ALL = 'workbench.actions.treeView.kestraMcp.explorer.collapseAll';

const THEMES: Readonly<Record<string, ColourTheme>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
};

/** The tree of namespaces, flows, executions and what lies beside them. */
export function explorerSuite(): void {
  describeWithWindow('explorer', () => {
    const failed: string[] = [];
    let waiting = '';

    before(async () => {
      for (const source of [LEAF, BRANCHES, BROKEN, WAITS]) await kestra.saveFlow(source);
      await kestra.setKey(BERLIN, 'limits', '{"percent": 20}');
      await kestra.writeFile(BERLIN, '/scripts/load.py', 'print("loaded")');
      await kestra.execute(`${BERLIN}/branches`, 'SUCCESS');
      for (let index = 0; index < 2; index += 1)
        failed.push((await kestra.execute(`${BERLIN}/broken`, 'FAILED')).id);
      waiting = (await kestra.execute(`${BERLIN}/waits`, 'PAUSED')).id;
      await ui.viewport(1440, 900);
      await tidyWindow();
      await openSidebar();
      await vscode.commands.executeCommand(COLLAPSE_ALL);
      await refresh('explorer');
    });

    after(async () => {
      await kestra.kill(waiting).catch(() => undefined);
      await tidyWindow();
      await vscode.commands.executeCommand(COLLAPSE_ALL);
      await setColourTheme(THEMES['light'] ?? 'Default Light Modern');
      await ui.viewport(1400, 900);
    });

    it('shows namespaces as a tree and flows with how they went last', async () => {
      await expandNamespace(BERLIN);
      await ui.waitFor(row('explorer', 'Flow branches, last SUCCESS'));
      await ui.waitFor(row('explorer', 'Flow broken, last FAILED'));
      await ui.waitFor(row('explorer', 'Flow waits, last PAUSED'));
    });

    it('opens an execution down to the iterations and the execution that it started', async () => {
      await expand('explorer', 'Flow branches');
      await expand('explorer', 'of branches, SUCCESS');
      await expand('explorer', 'Task run each, SUCCESS');
      await ui.waitFor(row('explorer', 'Task run say, SUCCESS, red'));
      // What a task run started is read after the row is there.
      await ui.waitFor(`${row('explorer', 'Task run call, SUCCESS')}[aria-expanded="false"]`);
      await expand('explorer', 'Task run call, SUCCESS');
      await expand('explorer', 'of leaf, SUCCESS');
      await ui.waitFor(`${row('explorer', 'Task run say, SUCCESS')} >> nth=0`);
    });

    for (const [name, theme] of Object.entries(THEMES)) {
      it(`looks right in ${name}`, async () => {
        await setColourTheme(theme);
        await ui.hover('.editor-group-container');
        await ui.screenshot(`explorer-${name}.png`);
      });
    }

    it('is walked through by keyboard', async () => {
      await ui.viewport(1440, 1400);
      await vscode.commands.executeCommand('kestraMcp.explorer.focus');
      await ui.press('Home');
      for (let rows = 0; rows < 3; rows += 1) await ui.press('ArrowDown');
      await ui.press('ArrowLeft');
      await ui.waitFor(`${row('explorer', 'Flow branches')}[aria-expanded="false"]`);
      await ui.press('ArrowDown');
      await ui.press('ArrowRight');
      await ui.waitFor(row('explorer', 'of broken, FAILED'));
    });

    it('switches a trigger off and on again', async () => {
      await expand('explorer', `Triggers of namespace ${BERLIN}`);
      await chooseFromRow('explorer', 'Trigger nightly of branches', 'Disable Trigger');
      await ui.waitFor(row('explorer', 'Trigger nightly of branches, disabled'));
      await chooseFromRow('explorer', 'Trigger nightly of branches', 'Enable Trigger');
      await ui.waitUntilGone(row('explorer', 'Trigger nightly of branches, disabled'));
    });

    it('shows keys and files in editors that change nothing', async () => {
      await expand('explorer', `Key-value store of namespace ${BERLIN}`);
      await ui.click(row('explorer', 'Key limits'));
      await ui.waitForText('.editor-instance .view-lines', 'percent');
      await expand('explorer', `Files of namespace ${BERLIN}`);
      await expand('explorer', 'Directory /scripts');
      await ui.click(row('explorer', 'File /scripts/load.py'));
      await ui.waitForText('.editor-instance .view-lines', 'loaded');
      assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
    });

    it('finds a flow while one types, and goes to its row', async () => {
      await vscode.commands.executeCommand(COLLAPSE_ALL);
      void vscode.commands.executeCommand('kestraMcp.explorer.findFlow');
      await question('Find flow');
      await ui.type('leaf');
      await ui.waitFor('.quick-input-widget .monaco-list-row.focused:has-text("leaf")');
      await ui.press('Enter');
      await ui.waitFor(`${row('explorer', 'Flow leaf')}.selected`);
    });

    it('shows only what the filter lets through', async () => {
      await expandNamespace(BERLIN);
      await expand('explorer', 'Flow broken');
      await ui.waitFor(row('explorer', `Execution ${failed[0]?.slice(0, 8)}`));
      void vscode.commands.executeCommand('kestraMcp.explorer.filter');
      await question('Filter executions (1/2)');
      await ui.type('SUCCESS');
      await ui.click('.quick-input-widget .monaco-list-row:has-text("SUCCESS") .monaco-checkbox');
      await ui.click('.quick-input-widget .monaco-button:has-text("OK")');
      await question('Filter executions (2/2)');
      await ui.press('Enter');
      await ui.waitFor(row('explorer', 'None that the filter shows'));
      await ui.waitForText(`${pane('explorer')} .pane-header .description`, 'SUCCESS');
      await vscode.commands.executeCommand('kestraMcp.explorer.clearFilter');
      await ui.waitFor(row('explorer', `Execution ${failed[0]?.slice(0, 8)}`));
    });

    it('restarts several executions after one confirmation', async () => {
      const [, last = ''] = failed;
      await ui.click(row('explorer', `Execution ${last.slice(0, 8)}`));
      await ui.waitFor('.state:has-text("FAILED")', { webview: true });
      await vscode.commands.executeCommand('kestraMcp.explorer.focus');
      await ui.press('Shift+ArrowDown');
      await ui.waitFor(`${row('explorer', 'of broken, FAILED')}.selected >> nth=1`);
      await chooseFromRow('explorer', `Execution ${last.slice(0, 8)}`, 'Restart Execution');
      await ui.waitForText('.monaco-dialog-box', 'Restart 2 executions?');
      await ui.screenshot('explorer-several.png');
      await ui.click('.monaco-dialog-box .monaco-button:has-text("Restart")');
      await waitForNotification('Restarted: 2.');
      for (const id of failed)
        await kestra.waitUntil(id, ({ state }) => state.histories.some((past) => past.state === 'RESTARTED'));
    });
  });
}
