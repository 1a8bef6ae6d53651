import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { expand, openSidebar, refresh, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { showNotifications, tidyWindow, waitForNotification } from '../support/window.ts';
import { NAMESPACE } from './flows.ts';

const FLOW = `id: edited
namespace: ${NAMESPACE}
tasks:
  - id: greet
    type: io.kestra.plugin.core.debug.Return
    format: Hello
`;
const EDITOR = '.editor-group-container.active';

/** Flows in editors: what is saved is a revision in Kestra. */
export function flowFilesSuite(): void {
  describeWithWindow('flow files', () => {
    let document: vscode.TextDocument;

    before(async () => {
      await kestra.saveFlow(FLOW);
      await tidyWindow();
      await openSidebar();
      await refresh('explorer');
    });

    after(async () => {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await tidyWindow();
    });

    const replace = async (what: string, by: string): Promise<void> => {
      const start = document.getText().indexOf(what);
      assert.notEqual(start, -1, `${what} is in the editor`);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(
        document.uri,
        new vscode.Range(document.positionAt(start), document.positionAt(start + what.length)),
        by,
      );
      await vscode.workspace.applyEdit(edit);
    };

    const saved = async (text: RegExp): Promise<void> => {
      for (let attempt = 0; attempt < 100 && document.isDirty; attempt += 1) await delay(50);
      assert.equal(document.isDirty, false);
      assert.match(await kestra.source(NAMESPACE, 'edited'), text);
    };

    it('open with a click on the row', async () => {
      await expand('explorer', `Namespace ${NAMESPACE}`);
      await ui.click(`${row('explorer', 'Flow edited')} .monaco-highlighted-label`);
      await ui.waitFor(`${EDITOR} .tab[aria-label^="edited.yaml"]`);
      document = await vscode.workspace.openTextDocument(
        vscode.Uri.parse(`kestra-mcp://environment/${NAMESPACE}/edited.yaml`),
      );
      assert.equal(document.languageId, 'yaml');
      assert.equal(document.getText(), FLOW);
      await ui.screenshot('flow-file.png');
    });

    it('save as a new revision', async () => {
      await ui.click(`${EDITOR} .view-line:has-text("Hello")`);
      await ui.press('End');
      await ui.type(' world');
      await ui.waitFor(`${EDITOR} .view-line:has-text("world")`);
      assert.match(await kestra.source(NAMESPACE, 'edited'), /format: Hello$/m);
      await ui.press('Control+S');
      await saved(/format: Hello world/);
    });

    it('are not saved when Kestra finds them invalid, and keep the text', async () => {
      await replace('debug.Return', 'debug.Retrun');
      assert.equal(await document.save(), false);
      await waitForNotification('Invalid type: io.kestra.plugin.core.debug.Retrun');
      await vscode.commands.executeCommand('notifications.showList');
      await ui.screenshot('flow-file-invalid.png');
      assert.match(document.getText(), /Retrun/);
      assert.doesNotMatch(await kestra.source(NAMESPACE, 'edited'), /Retrun/);
      await replace('debug.Retrun', 'debug.Return');
      await vscode.commands.executeCommand('notifications.clearAll');
    });

    it("never go over somebody else's change unseen", async () => {
      await replace('Hello world', 'Hello from me');
      await kestra.saveFlow(FLOW.replace('Hello', 'Hello from them'));
      assert.equal(await document.save(), false);
      assert.match(await kestra.source(NAMESPACE, 'edited'), /from them/);
      await waitForNotification('which is not the one you have edited');
      await vscode.commands.executeCommand('notifications.showList');
      await ui.screenshot('flow-file-conflict.png');
      assert.doesNotMatch((await showNotifications()).join('\n'), /Save yours over/);
      await pressNotification('Compare');
      await ui.waitFor('.monaco-diff-editor .original .view-line:has-text("them")');
      await ui.waitFor('.monaco-diff-editor .modified .view-line:has-text("me")');
      await waitForNotification('Save yours over revision');
      await ui.screenshot('flow-file-diff.png');
      await pressNotification('Overwrite');
      await saved(/Hello from me/);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    });

    it('take over what somebody else saved, when that is wanted', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      await replace('Hello from me', 'Hello again');
      await kestra.saveFlow(FLOW.replace('Hello', 'Hello from her'));
      assert.equal(await document.save(), false);
      await waitForNotification('which is not the one you have edited');
      await pressNotification('Reload');
      await ui.waitFor(`${EDITOR} .view-line:has-text("her")`);
      assert.match(document.getText(), /Hello from her/);
      await replace('Hello from her', 'Hello to her');
      assert.equal(await document.save(), true);
      assert.match(await kestra.source(NAMESPACE, 'edited'), /Hello to her/);
    });
  });
}

async function pressNotification(label: string): Promise<void> {
  await vscode.commands.executeCommand('notifications.showList');
  await ui.click(`.notifications-list-container .monaco-button:has-text("${label}")`);
}
