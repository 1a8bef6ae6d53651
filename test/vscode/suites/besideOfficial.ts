import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { question, typeAnswer } from '../support/quickInput.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { waitForNotification } from '../support/window.ts';
import { NAMESPACE } from './flows.ts';
import { OFFICIAL_SETTINGS } from './officialSettings.ts';

const WRONG = `id: beside
namespace: ${NAMESPACE}
tasks:
  - id: greet
    type: io.kestra.plugin.core.debug.Return
    formt: Hello
`;

/** What is ours stays; what both could do to a local file is left to the official extension. */
export function besideOfficialSuite(): void {
  describeWithWindow('beside the official extension', () => {
    let local: vscode.TextDocument;

    const problemsOf = (document: vscode.TextDocument): string[] =>
      vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
    const completedIn = async (document: vscode.TextDocument): Promise<string[]> => {
      const at = document.positionAt(
        document.getText().indexOf('io.kestra') + 'io.kestra.plugin.core.'.length,
      );
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };

    before(async () => {
      await kestra.saveFlow(WRONG.replace('formt', 'format'));
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      const file = path.join(folder.uri.fsPath, 'beside.yaml');
      await writeFile(file, WRONG);
      local = await vscode.workspace.openTextDocument(file);
      await vscode.window.showTextDocument(local);
    });

    after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

    it('says nothing about a local flow while that does', async () => {
      const saved = await vscode.workspace.openTextDocument(
        vscode.Uri.parse(`kestra-mcp://environment/${NAMESPACE}/beside.yaml`),
      );
      await vscode.window.showTextDocument(saved);
      const edit = new vscode.WorkspaceEdit();
      const start = saved.positionAt(saved.getText().indexOf('format'));
      edit.replace(saved.uri, new vscode.Range(start, start.translate(0, 'format'.length)), 'formt');
      await vscode.workspace.applyEdit(edit);
      // Asked for later than the local file could have been.
      await kestra.until(() => Promise.resolve(problemsOf(saved).some((text) => text.includes('formt'))));
      assert.deepEqual(problemsOf(local), ['seen by the official extension']);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    it('completes nothing in a local flow, and everything in the one that is saved', async () => {
      const saved = await vscode.workspace.openTextDocument(
        vscode.Uri.parse(`kestra-mcp://environment/${NAMESPACE}/beside.yaml`),
      );
      assert.ok((await completedIn(saved)).includes('io.kestra.plugin.core.debug.Return'));
      const words = await completedIn(local);
      assert.ok(words.includes('of.the.official.Extension'));
      assert.deepEqual(
        words.filter((word) => word.startsWith('io.kestra.plugin.core.debug')),
        [],
      );
    });

    it('validates a local flow when it is asked to, without marking it a second time', async () => {
      await vscode.window.showTextDocument(local);
      await vscode.commands.executeCommand('kestraMcp.flow.validate');
      await waitForNotification('beside');
      assert.deepEqual(problemsOf(local), ['seen by the official extension']);
    });

    it('offers address and tenant of that one for a connection', async () => {
      void vscode.commands.executeCommand('kestraMcp.connection.add');
      await typeAnswer('Add a Kestra connection (1/9)', 'Taken over');
      await question('Add a Kestra connection (2/9)');
      assert.equal(await shownValue(), OFFICIAL_SETTINGS['kestra.api.url']);
      await ui.press('Enter');
      await question('Add a Kestra connection (3/9)');
      assert.equal(await shownValue(), OFFICIAL_SETTINGS['kestra.api.tenant']);
      await ui.screenshot('take-over.png');
      await ui.press('Escape');
    });
  });
}

function shownValue(): Promise<unknown> {
  return ui.evaluate(`document.querySelector('.quick-input-widget input.input').value`);
}
