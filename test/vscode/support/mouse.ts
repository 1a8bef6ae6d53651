import { ui } from './ui.ts';

/** Away from rows and buttons, which would show tooltips. */
export async function restMouse(): Promise<void> {
  await ui.hover('.editor-group-container');
}

/** VS Code shows no tooltip where the mouse was before the row changed: it has to leave and come back. */
export async function hoverUntilShown(selector: string, text: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await restMouse();
    await ui.hover(selector);
    try {
      await ui.waitForText('.workbench-hover, .monaco-hover', text, { timeoutMs: 3_000 * attempt });
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}
