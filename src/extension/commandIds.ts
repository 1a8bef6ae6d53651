import type { ServerAction } from './agent/agentCommands.ts';
import type { CallNode, ServerNode } from './agent/agentNodes.ts';
import type { ConnectionTarget, ExecutionTarget, FlowTarget } from './targets.ts';
import type { FileNode, KvNode, MoreNode, TreeNode, TriggerNode } from './views/nodes.ts';

/** Every command that package.json contributes and the extension registers. */
export const COMMAND_IDS = [
  'kestraMcp.connection.add',
  'kestraMcp.connection.edit',
  'kestraMcp.connection.switch',
  'kestraMcp.connection.remove',
  'kestraMcp.connection.test',
  'kestraMcp.connection.copyMcpConfiguration',
  'kestraMcp.waiting.refresh',
  'kestraMcp.explorer.refresh',
  'kestraMcp.explorer.loadMore',
  'kestraMcp.explorer.filter',
  'kestraMcp.explorer.clearFilter',
  'kestraMcp.explorer.findFlow',
  'kestraMcp.data.open',
  'kestraMcp.trigger.enable',
  'kestraMcp.trigger.disable',
  'kestraMcp.trigger.unlock',
  'kestraMcp.execution.resume',
  'kestraMcp.execution.restart',
  'kestraMcp.execution.replay',
  'kestraMcp.execution.step',
  'kestraMcp.execution.kill',
  'kestraMcp.execution.forceRun',
  'kestraMcp.execution.open',
  'kestraMcp.execution.openInKestra',
  'kestraMcp.execution.logs',
  'kestraMcp.execution.explain',
  'kestraMcp.execution.ask',
  'kestraMcp.execution.copyId',
  'kestraMcp.execution.copyLink',
  'kestraMcp.flow.run',
  'kestraMcp.flow.edit',
  'kestraMcp.flow.open',
  'kestraMcp.flow.validate',
  'kestraMcp.flow.graph',
  'kestraMcp.flow.compareRevisions',
  'kestraMcp.flow.compareWithSaved',
  'kestraMcp.flow.backfill',
  'kestraMcp.flow.watch',
  'kestraMcp.flow.unwatch',
  'kestraMcp.input.use',
  'kestraMcp.input.cancel',
  'kestraMcp.agent.show',
  'kestraMcp.agent.refresh',
  'kestraMcp.agent.ask',
  'kestraMcp.agent.openExecution',
  'kestraMcp.agent.start',
  'kestraMcp.agent.stop',
  'kestraMcp.agent.restart',
  'kestraMcp.agent.showOutput',
  'kestraMcp.agent.chooseTools',
  'kestraMcp.tests.show',
  'kestraMcp.tests.openExecution',
  'kestraMcp.local.start',
  'kestraMcp.log.show',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];

/** What a command is called with: a tree gives its node and all selected ones, the palette gives nothing. */
export type CommandArguments<Id extends CommandId> = Id extends `kestraMcp.execution.${string}`
  ? [target?: ExecutionTarget, selected?: readonly TreeNode[]]
  : Id extends `kestraMcp.flow.${string}`
    ? [target?: FlowTarget]
    : Id extends `kestraMcp.connection.${string}`
      ? [target?: ConnectionTarget]
      : Id extends 'kestraMcp.explorer.loadMore'
        ? [node?: MoreNode]
        : Id extends `kestraMcp.trigger.${string}`
          ? [node?: TriggerNode]
          : Id extends 'kestraMcp.agent.openExecution'
            ? [node?: CallNode]
            : Id extends `kestraMcp.agent.${ServerAction}`
              ? [node?: ServerNode]
              : Id extends 'kestraMcp.data.open'
                ? [node?: KvNode | FileNode]
                : Id extends 'kestraMcp.tests.openExecution'
                  ? [item?: { id: string; connectionId?: undefined }]
                  : [];
