import * as vscode from 'vscode';
import type { ContextValues } from './contextKeys.ts';

export function setContext<Key extends keyof ContextValues>(key: Key, value: ContextValues[Key]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
