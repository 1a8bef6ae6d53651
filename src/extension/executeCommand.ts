import * as vscode from 'vscode';
import type { CommandArguments, CommandId } from './commandIds.ts';

/** Runs one of our commands, with the arguments it takes. */
export function executeCommand<Id extends CommandId>(
  id: Id,
  ...args: CommandArguments<Id>
): Thenable<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}
