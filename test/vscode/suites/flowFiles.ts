import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { pickAnswer } from '../support/quickInput.ts';
import { expandNamespace, openSidebar, refresh, row } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import {
  setColourTheme,
  showNotifications,
  tidyWindow,
  type ColourTheme,
  waitForNotification,
} from '../support/window.ts';
import { NAMESPACE } from './flows.ts';

const FLOW = `id: edited
namespace: ${NAMESPACE}
tasks:
  - id: greet
    type: io.kestra.plugin.core.debug.Return
    format: Hello
`;
const THEMES: Readonly<Record<string, ColourTheme>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
};
const EDITOR = '.editor-group-container.active';

/** Flows in editors: what is saved is a revision in Kestra. */
export function flowFilesSuite(): void {
  describeWithWindow('flow files', () => {
    let document: vscode.TextDocument;
    let folder: string;

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-flows-'));
      await kestra.saveFlow(FLOW);
      await tidyWindow();
      await openSidebar();
      await refresh('explorer');
    });

    after(async () => {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await tidyWindow();
      await rm(folder, { recursive: true });
    });

    const replace = (what: string, by: string) => replaceIn(document, what, by);

    /** The extension host learns of a change a moment after the window. */
    const holds = async (text: RegExp): Promise<void> => {
      for (let attempt = 0; attempt < 100 && !text.test(document.getText()); attempt += 1) await delay(50);
      assert.match(document.getText(), text);
    };

    const saved = async (text: RegExp): Promise<void> => {
      for (let attempt = 0; attempt < 100 && document.isDirty; attempt += 1) await delay(50);
      assert.equal(document.isDirty, false);
      assert.match(await kestra.source(NAMESPACE, 'edited'), text);
    };

    it('open with a click on the row', async () => {
      await expandNamespace(NAMESPACE);
      const tab = `${EDITOR} .tab[aria-label^="edited.yaml"]`;
      // A click is lost where the tree is drawn anew under the mouse.
      for (let tries = 3; tries > 0 && (await ui.count(tab)) === 0; tries -= 1) {
        await ui.click(`${row('explorer', 'Flow edited')} .monaco-highlighted-label`);
        await ui.waitFor(tab, { timeoutMs: 5_000 }).catch(() => undefined);
      }
      await ui.waitFor(tab);
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
      await ui.waitFor(`${EDITOR} .codelens-decoration a:text-is("Run")`);
    });

    it('are not saved when Kestra finds them invalid, and keep the text', async () => {
      await replace('debug.Return', 'debug.Retrun');
      assert.equal(await document.save(), false);
      await waitForNotification('Invalid type: io.kestra.plugin.core.debug.Retrun');
      await vscode.commands.executeCommand('notifications.showList');
      await ui.screenshot('flow-file-invalid.png');
      assert.match(document.getText(), /Retrun/);
      assert.doesNotMatch(await kestra.source(NAMESPACE, 'edited'), /Retrun/);
      await problem(document.uri, 'Retrun');
      await replace('debug.Retrun', 'debug.Return');
      await vscode.commands.executeCommand('notifications.clearAll');
    });

    it('show what is wrong while somebody types, at its place, until it is right', async () => {
      await replace('    format:', '    colour: red\n    format:');
      const { range } = await problem(document.uri, 'Unrecognized field "colour"');
      assert.equal(range.start.line, 5);
      assert.equal(document.getText(range), 'colour');
      await ui.waitFor(`${EDITOR} .squiggly-error`);
      for (const [name, theme] of Object.entries(THEMES)) {
        await setColourTheme(theme);
        await ui.screenshot(`flow-file-${name}.png`);
      }
      await setColourTheme('Default Light Modern');
      await replace('    colour: red\n', '');
      await problem(document.uri, undefined);
    });

    it('explain a type and a property when the mouse rests on them', async () => {
      await ui.hover(`${EDITOR} .view-line span:text-is("io.kestra.plugin.core.debug.Return")`);
      await ui.waitForText('.monaco-hover', 'Outputs: ');
      await ui.screenshot('flow-file-hover.png');
      await ui.hover(`${EDITOR} .view-line span:text-is("format")`);
      await ui.waitForText('.monaco-hover', 'takes expressions');
    });

    it('complete types, properties and expressions from what Kestra has', async () => {
      await ui.click(`${EDITOR} .view-line:has-text("format")`);
      await ui.press('Control+End');
      await ui.type('  - id: next-one');
      await ui.press('Enter');
      await ui.type('  type: plugin.core.log.Lo');
      await suggested('io.kestra.plugin.core.log.Log');
      await ui.screenshot('flow-file-completion.png');
      await ui.press('Enter');
      await ui.press('Enter');
      await ui.type('mess');
      await suggested('message');
      await ui.press('Enter');
      await ui.type('"{{ outputs.gr');
      await suggested('greet');
      await ui.press('Enter');
      await ui.type('.va');
      await suggested('value');
      await ui.screenshot('flow-file-expression.png');
      await ui.press('Enter');
      await holds(/type: io\.kestra\.plugin\.core\.log\.Log\n {4}message: "\{\{ outputs\.greet\.value/);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    it('complete and explain what every task has, and what is nested in it', async () => {
      await replace('    format:', '    retry:\n      maxAttempts: 3\n    format:');
      const at = document.positionAt(document.getText().indexOf('maxAttempts') + 'max'.length);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      const names = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      for (const name of ['interval', 'maxAttempts', 'behavior']) assert.ok(names.includes(name), name);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      const told = hovers.flatMap(({ contents }) => contents);
      assert.match(told.map((text) => (typeof text === 'string' ? text : text.value)).join(), /maxAttempts/);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    it('can be validated and drawn from the line above them', async () => {
      await clickLens('Validate');
      await waitForNotification('Kestra finds edited valid');
      await clickLens('Graph');
      await ui.waitFor('.node .title:has-text("greet")', { webview: true });
      await ui.screenshot('flow-file-graph.png');
      await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
    });

    it('run from there as they are saved', async () => {
      await ui.click(`${EDITOR} .codelens-decoration a:has-text("Run")`);
      await pickAnswer('Run edited', 'Run');
      await kestra.waitForExecution(NAMESPACE, 'edited');
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
      await holds(/Hello from her/);
      await replace('Hello from her', 'Hello to her');
      assert.equal(await document.save(), true);
      assert.match(await kestra.source(NAMESPACE, 'edited'), /Hello to her/);
    });

    it('are compared at two of their revisions, the older one on the left', async () => {
      const compared = vscode.commands.executeCommand('kestraMcp.flow.compareRevisions');
      await pickAnswer('Which revision of edited?', '2');
      await pickAnswer('Compare revision 2 with which one?', '1');
      await ui.waitFor('.monaco-diff-editor .original .view-line:has-text("Hello")');
      await ui.waitFor('.monaco-diff-editor .modified .view-line:has-text("world")');
      await ui.waitForText('.tab.active', 'edited: revision 1 ↔ 2');
      await compared;
      await ui.screenshot('flow-revisions.png');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    });

    it('may be local files, which mean the flow of their name', async () => {
      const content = FLOW.replace('format: Hello', 'formt: Hello');
      const file = path.join(folder, 'edited.yaml');
      await writeFile(file, content);
      const local = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
      await vscode.window.showTextDocument(local);
      await problem(local.uri, 'formt');
      await clickLens('Compare with Saved');
      await ui.waitFor('.monaco-diff-editor .modified .view-line:has-text("formt")');
      await ui.screenshot('flow-local.png');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await replaceIn(local, 'formt', 'format');
      await problem(local.uri, undefined);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });

    it('leave other YAML alone', async () => {
      const other = await vscode.workspace.openTextDocument({ language: 'yaml', content: 'id: a\nx: [' });
      await vscode.window.showTextDocument(other);
      await delay(1_000);
      await problem(other.uri, undefined);
      assert.equal(await ui.count(`${EDITOR} .codelens-decoration`), 0);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
  });
}

async function replaceIn(document: vscode.TextDocument, what: string, by: string): Promise<void> {
  const start = document.getText().indexOf(what);
  assert.notEqual(start, -1, `${what} is in the editor`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + what.length));
  edit.replace(document.uri, range, by);
  await vscode.workspace.applyEdit(edit);
}

/** Waits until a document has one problem with this text, or none. */
async function problem(uri: vscode.Uri, text: string): Promise<vscode.Diagnostic>;
async function problem(uri: vscode.Uri, text: undefined): Promise<undefined>;
async function problem(uri: vscode.Uri, text?: string): Promise<vscode.Diagnostic | undefined> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [found, ...others] = vscode.languages.getDiagnostics(uri);
    const isThere = text === undefined ? found === undefined : found?.message.includes(text);
    if (isThere && others.length === 0) return found;
    await delay(100);
  }
  throw new Error(`not ${text}, but ${JSON.stringify(vscode.languages.getDiagnostics(uri))}`);
}

/** Whoever types faster than Kestra answers asks for the list again, as people do. */
async function suggested(label: string): Promise<void> {
  const focused = `.suggest-widget.visible .monaco-list-row.focused[aria-label^="${label}"]`;
  await ui.waitFor(focused).catch(async () => {
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await ui.waitFor(focused);
  });
}

async function clickLens(title: string): Promise<void> {
  await ui.click(`${EDITOR} .codelens-decoration a:text-is("${title}")`);
}

async function pressNotification(label: string): Promise<void> {
  await vscode.commands.executeCommand('notifications.showList');
  await ui.click(`.notifications-list-container .monaco-button:has-text("${label}")`);
}
