import * as l10n from '@vscode/l10n';
import type { CommandArguments, CommandId } from './commandIds.ts';
import { askFirstQuestion, chooseTools, openExecutionOfCall, withServer } from './agent/agentCommands.ts';
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
import { editFlow } from './flowFiles/editFlow.ts';
import type { Services } from './services.ts';

export interface Command<Id extends CommandId> {
  run(services: Services, ...args: CommandArguments<Id>): Promise<void> | void;
  /** What a failure says was tried. */
  doing: () => string;
  /** It changes something in Kestra: the views are read again after it, whatever came of it. */
  acts?: boolean;
}

/** What each command does; leaving one out does not compile. Most sessions need few of them, so they are loaded late. */
export const COMMANDS: { readonly [Id in CommandId]: Command<Id> } = {
  'kestraMcp.connection.add': { run: addConnection, doing: () => l10n.t('Add connection') },
  'kestraMcp.connection.edit': { run: editConnection, doing: () => l10n.t('Edit connection') },
  'kestraMcp.connection.switch': { run: switchConnection, doing: () => l10n.t('Switch connection') },
  'kestraMcp.connection.remove': { run: removeConnection, doing: () => l10n.t('Remove connection') },
  'kestraMcp.connection.test': { run: testConnection, doing: () => l10n.t('Test connection') },
  'kestraMcp.connection.copyMcpConfiguration': {
    run: copyMcpConfiguration,
    doing: () => l10n.t('Copy MCP configuration'),
  },
  'kestraMcp.waiting.refresh': { run: ({ views }) => views.refreshWaiting(), doing: () => l10n.t('Refresh') },
  'kestraMcp.explorer.refresh': {
    run: ({ views }) => views.refreshExplorer(),
    doing: () => l10n.t('Refresh'),
  },
  'kestraMcp.explorer.loadMore': {
    run: ({ views }, node) => node && views.loadMore(node),
    doing: () => l10n.t('Load more'),
  },
  'kestraMcp.explorer.filter': { run: filterExecutions, doing: () => l10n.t('Filter executions') },
  'kestraMcp.explorer.clearFilter': {
    run: ({ views }) => void (views.explorer.filter = {}),
    doing: () => l10n.t('Clear filter'),
  },
  'kestraMcp.explorer.findFlow': { run: findFlow, doing: () => l10n.t('Find flow') },
  'kestraMcp.data.open': { run: openData, doing: () => l10n.t('Open') },
  'kestraMcp.trigger.enable': {
    run: changeTrigger('enable'),
    doing: () => l10n.t('Enable trigger'),
    acts: true,
  },
  'kestraMcp.trigger.disable': {
    run: changeTrigger('disable'),
    doing: () => l10n.t('Disable trigger'),
    acts: true,
  },
  'kestraMcp.trigger.unlock': {
    run: changeTrigger('unlock'),
    doing: () => l10n.t('Unlock trigger'),
    acts: true,
  },
  'kestraMcp.execution.resume': {
    run: oneOrSeveral('resume', resumeExecution),
    doing: () => l10n.t('Resume'),
    acts: true,
  },
  'kestraMcp.execution.restart': {
    run: oneOrSeveral('restart', restartExecution),
    doing: () => l10n.t('Restart'),
    acts: true,
  },
  'kestraMcp.execution.replay': {
    run: oneOrSeveral('replay', replayExecution),
    doing: () => l10n.t('Replay'),
    acts: true,
  },
  'kestraMcp.execution.step': { run: stepExecution, doing: () => l10n.t('Step'), acts: true },
  'kestraMcp.execution.kill': {
    run: oneOrSeveral('kill', killExecution),
    doing: () => l10n.t('Kill'),
    acts: true,
  },
  'kestraMcp.execution.forceRun': { run: forceRunExecution, doing: () => l10n.t('Force run'), acts: true },
  'kestraMcp.execution.open': { run: openExecution, doing: () => l10n.t('Open execution') },
  'kestraMcp.execution.openInKestra': { run: openExecutionInKestra, doing: () => l10n.t('Open in Kestra') },
  'kestraMcp.execution.logs': { run: showExecutionLogs, doing: () => l10n.t('Show logs') },
  'kestraMcp.execution.explain': { run: explainFailure, doing: () => l10n.t('Explain failure') },
  'kestraMcp.execution.ask': { run: askAgent, doing: () => l10n.t('Ask the agent') },
  'kestraMcp.execution.copyId': { run: copyExecutionId, doing: () => l10n.t('Copy id') },
  'kestraMcp.execution.copyLink': { run: copyExecutionLink, doing: () => l10n.t('Copy link') },
  'kestraMcp.flow.run': { run: runFlow, doing: () => l10n.t('Run'), acts: true },
  'kestraMcp.flow.edit': { run: editFlow, doing: () => l10n.t('Open source') },
  'kestraMcp.flow.open': { run: openFlow, doing: () => l10n.t('Open flow') },
  'kestraMcp.flow.validate': {
    run: async (services, flow) =>
      (await import('./flowFiles/validateOpenFlow.ts')).validateOpenFlow(services, flow),
    doing: () => l10n.t('Validate'),
  },
  'kestraMcp.flow.graph': {
    run: async (services, flow) =>
      (await import('./flowFiles/showFlowGraph.ts')).showFlowGraph(services, flow),
    doing: () => l10n.t('Graph'),
  },
  'kestraMcp.flow.compareRevisions': {
    run: async (services, flow) =>
      (await import('./flowFiles/compareFlow.ts')).compareRevisions(services, flow),
    doing: () => l10n.t('Compare revisions'),
  },
  'kestraMcp.flow.compareWithSaved': {
    run: async (services, flow) =>
      (await import('./flowFiles/compareFlow.ts')).compareWithSaved(services, flow),
    doing: () => l10n.t('Compare with saved'),
  },
  'kestraMcp.flow.backfill': { run: backfillFlow, doing: () => l10n.t('Backfill'), acts: true },
  'kestraMcp.flow.watch': {
    run: (services, flow) => watchFlow(services, flow, true),
    doing: () => l10n.t('Watch flow'),
  },
  'kestraMcp.flow.unwatch': {
    run: (services, flow) => watchFlow(services, flow, false),
    doing: () => l10n.t('Stop watching flow'),
  },
  'kestraMcp.input.use': {
    run: ({ inputEditors }) => inputEditors.use(),
    doing: () => l10n.t('Use the value'),
  },
  'kestraMcp.input.cancel': {
    run: ({ inputEditors }) => inputEditors.cancel(),
    doing: () => l10n.t('Cancel the value'),
  },
  'kestraMcp.agent.show': {
    run: ({ views }) => views.agent.show(),
    doing: () => l10n.t('Show what the agent did'),
  },
  'kestraMcp.agent.refresh': { run: ({ views }) => views.agent.refresh(), doing: () => l10n.t('Refresh') },
  'kestraMcp.agent.ask': { run: askFirstQuestion, doing: () => l10n.t('Ask the agent') },
  'kestraMcp.agent.openExecution': { run: openExecutionOfCall, doing: () => l10n.t('Open execution') },
  'kestraMcp.agent.start': { run: withServer('start'), doing: () => l10n.t('Start the server') },
  'kestraMcp.agent.stop': { run: withServer('stop'), doing: () => l10n.t('Stop the server') },
  'kestraMcp.agent.restart': { run: withServer('restart'), doing: () => l10n.t('Restart the server') },
  'kestraMcp.agent.showOutput': { run: withServer('showOutput'), doing: () => l10n.t('Show output') },
  'kestraMcp.agent.chooseTools': { run: chooseTools, doing: () => l10n.t('Choose tools') },
  'kestraMcp.tests.show': {
    run: async (services) => (await import('./unitTests/testCommands.ts')).showUnitTests(services),
    doing: () => l10n.t('Show unit tests'),
  },
  'kestraMcp.tests.openExecution': {
    run: async (services, item) =>
      (await import('./unitTests/testCommands.ts')).openTestExecution(services, item),
    doing: () => l10n.t('Open execution'),
  },
  'kestraMcp.local.start': { run: startLocalKestra, doing: () => l10n.t('Start a local Kestra') },
  'kestraMcp.log.show': { run: ({ log }) => log.show(), doing: () => l10n.t('Show log') },
};
