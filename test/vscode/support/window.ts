import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { ui } from './ui.ts';

/** Colour themes which come with VS Code, and the class of the window that tells that one is applied. */
const THEME_CLASSES = {
  'Default Dark Modern': 'vs-dark',
  'Default Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
} as const;
export type ColourTheme = keyof typeof THEME_CLASSES;

/** Puts the window into a colour theme, for pictures. */
export async function setColourTheme(theme: ColourTheme): Promise<void> {
  const target = vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, target);
  await ui.waitFor(`.monaco-workbench.${THEME_CLASSES[theme]}`);
}

/** Leaves only the side bar and the editor area in the window. */
export async function tidyWindow(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
  await vscode.commands.executeCommand('workbench.action.closePanel');
  await vscode.commands.executeCommand('notifications.clearAll');
}

/** Shows the notifications as a list: under the harness VS Code opens no toasts. */
export async function showNotifications(): Promise<string[]> {
  await vscode.commands.executeCommand('notifications.showList');
  return ui.texts('.notifications-list-container .notification-list-item-message');
}

/** Waits until a notification holds the text. */
export async function waitForNotification(text: string): Promise<void> {
  await vscode.commands.executeCommand('notifications.showList');
  await ui.waitForText('.notifications-list-container .notification-list-item-message', text);
  await vscode.commands.executeCommand('notifications.hideList');
}

/** Menus ignore the mouse for their first 100 ms. */
const MENU_REST_MS = 150;
/** A tree that is drawn anew at the very moment closes the menu. */
const MENU_TRIES = 3;

/** Chooses an entry of the open menu. */
export async function pickMenuItem(label: string, timeoutMs?: number): Promise<void> {
  const item = `.context-view .action-label:text-is("${label}")`;
  await ui.waitFor(item, timeoutMs === undefined ? {} : { timeoutMs });
  await delay(MENU_REST_MS);
  await ui.click(item);
}

/** Opens the context menu of an element and chooses an entry by its label. */
export async function chooseFromMenu(selector: string, label: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await ui.rightClick(selector);
    try {
      await pickMenuItem(label, 4_000);
      return;
    } catch (error) {
      if (tries === MENU_TRIES) throw error;
      await ui.press('Escape');
    }
  }
}
