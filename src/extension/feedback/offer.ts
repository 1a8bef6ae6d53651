import * as vscode from 'vscode';
import { notificationText } from './notificationText.ts';

/** A button of a notification. */
export interface Way {
  label: string;
  go(): unknown;
}

const SHOW = {
  information: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const;

/** Shows a notification and goes the way that is chosen; resolves when it is gone. */
export async function offer(severity: keyof typeof SHOW, text: string, ways: readonly Way[]): Promise<void> {
  const chosen = await SHOW[severity](notificationText(text), ...ways.map(({ label }) => label));
  await ways.find(({ label }) => label === chosen)?.go();
}
