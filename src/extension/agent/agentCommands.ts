import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { openExecutionById } from '../commands/openExecutionById.ts';
import type { Services } from '../services.ts';
import { TOOLSET_SETTING } from '../toolsetSetting.ts';
import type { CallNode, ServerNode } from './agentNodes.ts';

/** VS Code's own commands about MCP servers. */
const SERVER_COMMANDS = {
  start: 'workbench.mcp.startServer',
  stop: 'workbench.mcp.stopServer',
  restart: 'workbench.mcp.restartServer',
  showOutput: 'workbench.mcp.showOutput',
} as const;
export type ServerAction = keyof typeof SERVER_COMMANDS;

/** Has VS Code do something with the server of a connection. */
export function withServer(action: ServerAction): (services: Services, node?: ServerNode) => Promise<void> {
  return async ({ views }, node) => {
    if (node === undefined) return;
    await vscode.commands.executeCommand(SERVER_COMMANDS[action], node.serverId);
    if (action === 'stop') views.agent.noteStopped(node.connectionId);
    views.agent.refresh();
  };
}

/** Opens the execution that a call was about; the user chooses where there are several. */
export async function openExecutionOfCall(services: Services, node?: CallNode): Promise<void> {
  if (node === undefined) return;
  const { results = [], executions = [] } = node.call;
  const ids = [...results, ...executions];
  const id =
    ids.length > 1
      ? await vscode.window.showQuickPick(ids, { title: l10n.t('Open which execution?') })
      : ids[0];
  if (id !== undefined) await openExecutionById(services, node.connectionId, id);
}

/** Opens the chat with a question that always has an answer. */
export async function askFirstQuestion(): Promise<void> {
  const query = l10n.t('What waits for me in Kestra?');
  await vscode.commands.executeCommand('workbench.action.chat.open', {
    query,
    mode: 'agent',
    isPartialQuery: true,
  });
}

/** Opens the setting that chooses the tools. */
export async function chooseTools(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', TOOLSET_SETTING);
}
