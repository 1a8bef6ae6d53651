import * as vscode from 'vscode';
import { COMMAND_IDS, type CommandArguments, type CommandId } from './commandIds.ts';
import { changeTrigger } from './commands/changeTrigger.ts';
import { filterExecutions } from './commands/filterExecutions.ts';
import { findFlow } from './commands/findFlow.ts';
import { openData } from './commands/openData.ts';
import { oneOrSeveral } from './commands/severalExecutions.ts';
import { copyExecutionLink } from './commands/copyExecutionLink.ts';
import { copyMcpConfiguration } from './commands/copyMcpConfiguration.ts';
import { startLocalKestra } from './commands/startLocalKestra.ts';
import { askAgent, explainFailure } from './commands/askAgent.ts';
import { backfillFlow } from './commands/backfillFlow.ts';
import { stepExecution } from './commands/stepExecution.ts';
import { copyExecutionId } from './commands/copyExecutionId.ts';
import { addConnection, editConnection } from './commands/editConnection.ts';
import { forceRunExecution } from './commands/forceRunExecution.ts';
import { killExecution } from './commands/killExecution.ts';
import { openExecution, openExecutionInKestra } from './commands/openExecution.ts';
import { openFlow } from './commands/openFlow.ts';
import { removeConnection } from './commands/removeConnection.ts';
import { replayExecution } from './commands/replayExecution.ts';
import { restartExecution } from './commands/restartExecution.ts';
import { resumeExecution } from './commands/resumeExecution.ts';
import { runFlow } from './commands/runFlow.ts';
import { showExecutionLogs } from './commands/showExecutionLogs.ts';
import { switchConnection } from './commands/switchConnection.ts';
import { watchFlow } from './commands/watchFlow.ts';
import { testConnection } from './commands/testConnection.ts';
import { executeCommand } from './executeCommand.ts';
import { editFlow } from './flowFiles/editFlow.ts';
import { showFailure } from './feedback/showFailure.ts';
import type { Services } from './services.ts';

interface Command<Id extends CommandId> {
  run(services: Services, ...args: CommandArguments<Id>): Promise<void> | void;
  /** What a failure says was tried. */
  doing: string;
  /** It changes something in Kestra: the views are read again after it, whatever came of it. */
  acts?: boolean;
}

/** Every command; leaving one out does not compile. */
const COMMANDS: { readonly [Id in CommandId]: Command<Id> } = {
  'kestraMcp.connection.add': { run: addConnection, doing: 'Add connection' },
  'kestraMcp.connection.edit': { run: editConnection, doing: 'Edit connection' },
  'kestraMcp.connection.switch': { run: switchConnection, doing: 'Switch connection' },
  'kestraMcp.connection.remove': { run: removeConnection, doing: 'Remove connection' },
  'kestraMcp.connection.test': { run: testConnection, doing: 'Test connection' },
  'kestraMcp.connection.copyMcpConfiguration': {
    run: copyMcpConfiguration,
    doing: 'Copy MCP configuration',
  },
  'kestraMcp.waiting.refresh': { run: ({ views }) => views.refreshWaiting(), doing: 'Refresh' },
  'kestraMcp.explorer.refresh': { run: ({ views }) => views.refreshExplorer(), doing: 'Refresh' },
  'kestraMcp.explorer.loadMore': {
    run: ({ views }, node) => node && views.loadMore(node),
    doing: 'Load more',
  },
  'kestraMcp.explorer.filter': { run: filterExecutions, doing: 'Filter executions' },
  'kestraMcp.explorer.clearFilter': {
    run: ({ views }) => void (views.explorer.filter = {}),
    doing: 'Clear filter',
  },
  'kestraMcp.explorer.findFlow': { run: findFlow, doing: 'Find flow' },
  'kestraMcp.data.open': { run: openData, doing: 'Open' },
  'kestraMcp.trigger.enable': { run: changeTrigger('enable'), doing: 'Enable trigger', acts: true },
  'kestraMcp.trigger.disable': { run: changeTrigger('disable'), doing: 'Disable trigger', acts: true },
  'kestraMcp.trigger.unlock': { run: changeTrigger('unlock'), doing: 'Unlock trigger', acts: true },
  'kestraMcp.execution.resume': { run: oneOrSeveral('resume', resumeExecution), doing: 'Resume', acts: true },
  'kestraMcp.execution.restart': {
    run: oneOrSeveral('restart', restartExecution),
    doing: 'Restart',
    acts: true,
  },
  'kestraMcp.execution.replay': { run: oneOrSeveral('replay', replayExecution), doing: 'Replay', acts: true },
  'kestraMcp.execution.step': { run: stepExecution, doing: 'Step', acts: true },
  'kestraMcp.execution.kill': { run: oneOrSeveral('kill', killExecution), doing: 'Kill', acts: true },
  'kestraMcp.execution.forceRun': { run: forceRunExecution, doing: 'Force run', acts: true },
  'kestraMcp.execution.open': { run: openExecution, doing: 'Open execution' },
  'kestraMcp.execution.openInKestra': { run: openExecutionInKestra, doing: 'Open in Kestra' },
  'kestraMcp.execution.logs': { run: showExecutionLogs, doing: 'Show logs' },
  'kestraMcp.execution.explain': { run: explainFailure, doing: 'Explain failure' },
  'kestraMcp.execution.ask': { run: askAgent, doing: 'Ask the agent' },
  'kestraMcp.execution.copyId': { run: copyExecutionId, doing: 'Copy id' },
  'kestraMcp.execution.copyLink': { run: copyExecutionLink, doing: 'Copy link' },
  'kestraMcp.flow.run': { run: runFlow, doing: 'Run', acts: true },
  'kestraMcp.flow.edit': { run: editFlow, doing: 'Open source' },
  'kestraMcp.flow.open': { run: openFlow, doing: 'Open flow' },
  'kestraMcp.flow.validate': {
    run: async (services, flow) =>
      (await import('./flowFiles/validateOpenFlow.ts')).validateOpenFlow(services, flow),
    doing: 'Validate',
  },
  'kestraMcp.flow.graph': {
    run: async (services, flow) =>
      (await import('./flowFiles/showFlowGraph.ts')).showFlowGraph(services, flow),
    doing: 'Graph',
  },
  'kestraMcp.flow.compareRevisions': {
    run: async (services, flow) =>
      (await import('./flowFiles/compareFlow.ts')).compareRevisions(services, flow),
    doing: 'Compare revisions',
  },
  'kestraMcp.flow.compareWithSaved': {
    run: async (services, flow) =>
      (await import('./flowFiles/compareFlow.ts')).compareWithSaved(services, flow),
    doing: 'Compare with saved',
  },
  'kestraMcp.flow.backfill': { run: backfillFlow, doing: 'Backfill', acts: true },
  'kestraMcp.flow.watch': { run: (services, flow) => watchFlow(services, flow, true), doing: 'Watch flow' },
  'kestraMcp.flow.unwatch': {
    run: (services, flow) => watchFlow(services, flow, false),
    doing: 'Stop watching flow',
  },
  'kestraMcp.local.start': { run: startLocalKestra, doing: 'Start a local Kestra' },
  'kestraMcp.log.show': { run: ({ log }) => log.show(), doing: 'Show log' },
};

export function registerCommands(services: Services): vscode.Disposable[] {
  return COMMAND_IDS.map((id) => registerCommand(services, id));
}

function registerCommand(services: Services, id: CommandId): vscode.Disposable {
  const command: Command<CommandId> = COMMANDS[id];
  return vscode.commands.registerCommand(id, async (...args: CommandArguments<CommandId>) => {
    try {
      await command.run(services, ...args);
    } catch (error) {
      showFailure(services, error, {
        doing: command.doing,
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
