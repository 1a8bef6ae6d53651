import * as vscode from 'vscode';
import { COMMAND_IDS, type CommandArguments, type CommandId } from './commandIds.ts';
import type { Command } from './commandTable.ts';
import { executeCommand } from './executeCommand.ts';
import { showFailure } from './feedback/showFailure.ts';
import type { Services } from './services.ts';

/** Registers every command. What they do is loaded with the first one that is called. */
export function registerCommands(services: Services): vscode.Disposable[] {
  return COMMAND_IDS.map((id) => registerCommand(services, id));
}

function registerCommand(services: Services, id: CommandId): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: CommandArguments<CommandId>) => {
    const { COMMANDS } = await import('./commandTable.ts');
    const command: Command<CommandId> = COMMANDS[id];
    try {
      await command.run(services, ...args);
    } catch (error) {
      showFailure(services, error, {
        doing: command.doing(),
        retry: () => executeCommand(id, ...args),
        connectionId: args[0]?.connectionId,
      });
    } finally {
      if (command.acts) refresh(services);
    }
  });
}

function refresh({ views, executions }: Services): void {
  void views.refreshWaiting();
  views.refreshExplorer();
  executions.refresh();
}
