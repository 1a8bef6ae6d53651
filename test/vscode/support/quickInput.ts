import { ui } from './ui.ts';

const widget = '.quick-input-widget';

/** Waits for a question by its title, which ends in `(2/5)` where there are several. */
export async function question(title: string): Promise<void> {
  await ui.waitForText(`${widget} .quick-input-title`, title);
}

/** Answers the text question with this title by keyboard. */
export async function typeAnswer(title: string, text: string): Promise<void> {
  await question(title);
  await ui.press('Control+A');
  if (text === '') await ui.press('Delete');
  else await ui.type(text);
  await ui.press('Enter');
}

/** Leaves the answer that is shown already. */
export async function acceptAnswer(title: string): Promise<void> {
  await question(title);
  await ui.press('Enter');
}

/** Picks the entry with this label by keyboard: typing narrows the list down to it. */
export async function pickAnswer(title: string, label: string): Promise<void> {
  await question(title);
  await ui.type(label);
  await ui.waitFor(`${widget} .monaco-list-row.focused:has-text("${label}")`);
  await ui.press('Enter');
}

/** Lines of the open pick. */
export function picks(): Promise<string[]> {
  return ui.texts(`${widget} .monaco-list-row`);
}

export async function problem(text: string): Promise<string> {
  return ui.waitForText(`${widget} .quick-input-message`, text);
}

export async function closed(): Promise<void> {
  await ui.waitUntilGone(`${widget}:visible`);
}
