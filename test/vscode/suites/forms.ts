import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kestra } from '../support/kestra.ts';
import { closed, pickAnswer, picks, problem, question, typeAnswer } from '../support/quickInput.ts';
import { clickInline, expandNamespace, openSidebar, refresh } from '../support/sidebar.ts';
import { describeWithWindow, ui } from '../support/ui.ts';
import { setColourTheme, tidyWindow, waitForNotification } from '../support/window.ts';
import { DELIVERY, NAMESPACE } from './flows.ts';

const EDITOR = '.editor-instance';
const title = (field: string, step: number): string => `Run delivery: ${field} (${step}/10)`;

/** Waits until the editor holds this, as the extension host sees it. */
async function holds(text: RegExp): Promise<void> {
  await kestra.until(() =>
    Promise.resolve(text.test(vscode.window.activeTextEditor?.document.getText() ?? '')),
  );
}

async function replaceAll(text: string): Promise<void> {
  await ui.click(`${EDITOR} .view-lines`);
  await ui.press('Control+A');
  await ui.press('Delete');
  // Brackets and quotes close themselves where they are typed one by one.
  await vscode.commands.executeCommand('type', { text });
}

/** As Sweden writes it, which is as Kestra does. */
function nextDay(): string {
  return new Date(Date.now() + 86_400_000).toLocaleDateString('sv-SE');
}

/** Values that are not just typed: lists of times, editors for structures, values of one's own. */
export function formsSuite(): void {
  describeWithWindow('form of a flow with inputs of every type', () => {
    const tomorrow: string[] = [];

    before(async () => {
      await kestra.saveFlow(DELIVERY);
      await tidyWindow();
      await openSidebar();
      await refresh('explorer');
      await expandNamespace(NAMESPACE);
      await clickInline('explorer', 'Flow delivery', 'Run Flow');
    });

    after(tidyWindow);

    it('takes JSON from an editor, where saving means to use it', async () => {
      await question(title('Payload', 1));
      assert.match((await picks()).join('\n'), /Write it in an editor[\s\S]*one line[\s\S]*Berlin/);
      await ui.screenshot('form-json.png');
      await pickAnswer(title('Payload', 1), 'Write it in an editor');
      await ui.waitForText(`${EDITOR} .view-lines`, 'Berlin');
      await ui.screenshot('form-json-editor.png');
      await replaceAll('{"city": "Rome", "floor": 3}');
      await ui.press('Control+S');
      await question(title('stops', 2));
      assert.equal(vscode.window.activeTextEditor, undefined);
    });

    it('refuses in the editor what the field does not take, and comes back when that is closed', async () => {
      await pickAnswer(title('stops', 2), 'Write it in an editor');
      await ui.waitFor(`${EDITOR} .codelens-decoration a:has-text("Use This Value")`);
      await replaceAll('{"no": "list"}');
      await ui.press('Control+Enter');
      await waitForNotification('must be a list');
      await ui.waitFor(`${EDITOR} .squiggly-error`);
      await ui.screenshot('form-array-refused.png');
      await ui.click(`${EDITOR} .codelens-decoration a:has-text("Cancel")`);
      await question(title('stops', 2));
    });

    it('takes what is written in the editor by keyboard alone', async () => {
      await pickAnswer(title('stops', 2), 'Write it in an editor');
      await holds(/^\[\n {2}\n\]/);
      await vscode.commands.executeCommand('type', { text: '"north", "south"' });
      await ui.press('Control+Enter');
      await question(title('day', 3));
    });

    it('offers dates by name', async () => {
      await ui.screenshot('form-date.png');
      tomorrow.push(nextDay());
      await pickAnswer(title('day', 3), 'Tomorrow');
      // It may strike midnight meanwhile.
      tomorrow.push(nextDay());
    });

    it('shows the time zone of a time, and takes one that is typed', async () => {
      await question(title('at', 4));
      assert.match((await ui.texts('.quick-input-widget')).join(), /Now[\s\S]*Start of today/);
      for (const [name, theme] of [
        ['light', 'Default Light Modern'] as const,
        ['high-contrast', 'Default High Contrast'] as const,
        ['dark', 'Default Dark Modern'] as const,
      ]) {
        await setColourTheme(theme);
        await ui.screenshot(`form-datetime-${name}.png`);
      }
      await ui.type('2026-07-01 8:30Z');
      await ui.waitFor('.quick-input-widget .monaco-list-row.focused:has-text("2026-07-01T08:30:00Z")');
      await ui.press('Enter');
    });

    it('leaves out what is optional', async () => {
      await pickAnswer(title('clock', 5), 'Leave out');
    });

    it('reads a duration as people write it, and says what it cannot read', async () => {
      await pickAnswer(title('patience', 6), 'Another');
      await question(title('patience', 6));
      await ui.type('soon');
      await problem('5m, 1h 30m');
      await typeAnswer(title('patience', 6), '1h 30m');
    });

    it('takes values of ones own', async () => {
      await question(title('size', 7));
      await ui.type('HUGE');
      await ui.waitFor('.quick-input-widget .monaco-list-row.focused:has-text("a value of your own")');
      await ui.press('Enter');
      await question(title('tags', 8));
      await ui.click('.quick-input-widget .monaco-list-row:has-text("FRAGILE") .monaco-checkbox');
      await ui.click('.quick-input-widget input.input');
      await ui.type('WET');
      await ui.click('.quick-input-widget .monaco-list-row:has-text("a value of your own") .monaco-checkbox');
      await ui.screenshot('form-tags.png');
      await ui.click('.quick-input-widget .monaco-button:has-text("OK")');
      await question(title('boxes', 9));
      await ui.type('12');
      await problem('at most 9');
      await typeAnswer(title('boxes', 9), '3');
    });

    it('sends all of it in the format of Kestra', async () => {
      await question('Run delivery (10/10)');
      await ui.screenshot('form-all.png');
      await pickAnswer('Run delivery (10/10)', 'Run');
      await closed();
      await kestra.waitForExecution(NAMESPACE, 'delivery');
      const [execution] = await kestra.executionsOf(`${NAMESPACE}/delivery`);
      assert.ok(execution);
      const { inputs } = await kestra.waitFor(execution.id, 'SUCCESS');
      const { day, at, patience, clock, ...others } = inputs ?? {};
      assert.equal(clock ?? undefined, undefined);
      assert.deepEqual(others, {
        payload: { city: 'Rome', floor: 3 },
        stops: ['north', 'south'],
        size: 'HUGE',
        tags: ['FRAGILE', 'WET'],
        boxes: 3,
      });
      assert.ok(tomorrow.includes(String(day)), `${String(day)} is tomorrow`);
      assert.equal(Date.parse(String(at)), Date.parse('2026-07-01T08:30:00Z'));
      assert.match(String(patience), /^(PT1H30M|5400(\.0+)?)$/);
    });
  });
}
