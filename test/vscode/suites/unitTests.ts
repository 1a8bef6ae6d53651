import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { greeting, greetingTests } from '../../mcp/support/unitTests.ts';
import { enterprise } from '../support/enterprise.ts';
import { internals } from '../support/internals.ts';
import { openSidebar, refresh } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import {
  chooseFromMenu,
  setColourTheme,
  tidyWindow,
  waitForNotification,
  type ColourTheme,
} from '../support/window.ts';

const NAMESPACE = 'shop.unit';
const SOURCE = vscode.Uri.parse(`kestra-mcp-test://enterprise/${NAMESPACE}/greeting-tests.yaml`);
const EXPLORER = '.test-explorer-tree';
const THEMES: Readonly<Record<string, ColourTheme>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
};

/** A row of the Test Explorer, by a part of what a screen reader says of it. */
const row = (spoken: string): string => `${EXPLORER} .monaco-list-row[aria-label*="${spoken}"]`;

/** Unit tests of flows in VS Code's Test Explorer. */
export function unitTestsSuite(): void {
  describeWithWindow('unit tests', () => {
    before(async () => {
      await enterprise.saveFlow(greeting(NAMESPACE));
      await enterprise.saveTest(greetingTests(NAMESPACE));
      await tidyWindow();
      await openSidebar();
    });

    after(async () => {
      await (await internals()).connections.remove('enterprise');
      await setColourTheme('Default Light Modern');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await tidyWindow();
    });

    it('are told to be missing on open source, in one line', async () => {
      await refresh('explorer');
      await vscode.commands.executeCommand('kestraMcp.tests.show');
      await waitForNotification('has no unit tests of flows: This Kestra is open source');
      assert.equal(await ui.count('.activitybar .action-label[aria-label^="Testing"]'), 0);
    });

    it('come with a connection to the Enterprise Edition', async () => {
      const { id } = await enterprise.connect('Company');
      const { connections } = await internals();
      await connections.activate(id);
      await vscode.commands.executeCommand('kestraMcp.tests.show');
      await ui.waitFor(EXPLORER);
      for (const name of [NAMESPACE, 'greeting', 'greeting-tests']) await open(row(name));
      await ui.waitFor(row('lets-nobody-in'));
    });

    it('run one case with a click, and none beside it', async () => {
      await ui.hover(row('greets'));
      await ui.click(`${row('greets')} .action-label[aria-label^="Run Test"]`);
      await ui.waitFor(row('greets (Passed'));
      assert.equal(await ui.count(row('shouts (Not yet run')), 1);
    });

    it('run all by a command, and show what was expected beside what it is', async () => {
      await vscode.commands.executeCommand('testing.runAll');
      await ui.waitFor(row('shouts (Failed'));
      await ui.waitFor(row('lets-nobody-in (Errored'));
      await ui.waitFor(row('greets (Passed'));
      await ui.doubleClick(row('shouts'));
      await ui.waitForText('.editor-instance .view-lines', 'shouts');
      await ui.waitForText('.test-output-peek, .zone-widget', "equalTo 'HELLO you' was expected");
    });

    for (const [name, theme] of Object.entries(THEMES)) {
      it(`look right in ${name}`, async () => {
        await setColourTheme(theme);
        await ui.hover('.part.statusbar');
        await ui.screenshot(`unit-tests-${name}.png`);
      });
    }

    it('open the execution that a case ran as', async () => {
      await chooseFromMenu(row('lets-nobody-in'), 'Open Execution');
      await ui.waitFor('.state:has-text("FAILED")', { webview: true, timeoutMs: 30_000 });
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('are corrected in the editor and run again', async () => {
      const document = await vscode.workspace.openTextDocument(SOURCE);
      await vscode.window.showTextDocument(document);
      await replace(document, 'HELLO you', 'Hello you');
      assert.equal(await document.save(), true);
      assert.match(await enterprise.testSource(NAMESPACE, 'greeting-tests'), /equalTo: Hello you/);
      await ui.click(row('shouts'));
      await vscode.commands.executeCommand('testing.runSelected');
      await ui.waitFor(row('shouts (Passed'));
    });

    it('go over nobody else’s change, and are not saved while they are wrong', async () => {
      const document = await vscode.workspace.openTextDocument(SOURCE);
      await replace(document, 'assertions:', 'asserts:');
      assert.equal(await document.save(), false);
      await waitForNotification('testCases[0].assertions: must not be null');
      await replace(document, 'asserts:', 'assertions:');
      await replace(document, 'Ada', 'Eve');
      await enterprise.saveTest(greetingTests(NAMESPACE).replaceAll('Ada', 'Bob'));
      assert.equal(await document.save(), false);
      await waitForNotification('Somebody else has saved this test meanwhile');
      assert.match(await enterprise.testSource(NAMESPACE, 'greeting-tests'), /name: Bob/);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    it('are read anew on a refresh', async () => {
      await enterprise.saveTest(greetingTests(NAMESPACE, 'further-tests'));
      await vscode.commands.executeCommand('testing.refreshTests');
      await ui.waitFor(row('further-tests'));
    });

    it('go with their connection', async () => {
      const { connections } = await internals();
      await connections.remove('enterprise');
      await ui.waitUntilGone(row(NAMESPACE));
    });
  });
}

async function replace(document: vscode.TextDocument, what: string, by: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const start = document.getText().indexOf(what);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + what.length));
  edit.replace(document.uri, range, by);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

/** Opens a row, unless it is open. */
async function open(selector: string): Promise<void> {
  await ui.waitFor(selector);
  if ((await ui.count(`${selector}[aria-expanded="true"]`)) > 0) return;
  await ui.click(`${selector} .monaco-tl-twistie`);
  await ui.waitFor(`${selector}[aria-expanded="true"]`);
}
