import type { ExecutionAction } from '../../model/action.ts';
import type { ExecutionSummary } from '../../operations/summary.ts';
import type { CommandId } from '../commandIds.ts';
import type { ConnectionNode, ExecutionNode, FlowNode, TreeNode, WaitingFlowNode } from './nodes.ts';
import { STATE_LOOK, type Look } from './stateLook.ts';
import { age, brief, count, shortId } from './words.ts';

/** One line of a tree, free of VS Code. */
export interface Row {
  label: string;
  description?: string | undefined;
  look: Look;
  /** Words between semicolons, which the menus of package.json look for. */
  contextValue: string;
  /** What a screen reader says. */
  spoken: string;
  open?: 'collapsed' | 'expanded';
  /** Run by a click, with the node. */
  command?: { id: CommandId; title: string };
}

const FLOW_LOOK: Look = { icon: 'type-hierarchy-sub' };

const ACTION_WORDS: Readonly<Record<ExecutionAction, string>> = {
  resume: 'canResume',
  restart: 'canRestart',
  replay: 'canReplay',
  kill: 'canKill',
  'force-run': 'canForceRun',
};

/** All words that the context value of an execution may have, beside its state. */
export const CONTEXT_WORDS = Object.values(ACTION_WORDS);

export function contextValueOf({ state, allowed }: Pick<ExecutionSummary, 'state' | 'allowed'>): string {
  return `${['execution', state, ...allowed.map((action) => ACTION_WORDS[action])].join(';')};`;
}

/** @param now milliseconds since 1970, for what is told as an age */
export function rowOf(node: TreeNode, now: number): Row {
  switch (node.kind) {
    case 'connection':
      return connectionRow(node);
    case 'namespace':
      return {
        label: node.namespace,
        look: { icon: 'symbol-namespace' },
        contextValue: 'namespace;',
        spoken: `Namespace ${node.namespace}`,
        open: 'collapsed',
      };
    case 'flow':
      return flowRow(node);
    case 'execution':
      return executionRow(node, now);
    case 'waitingFlow':
      return waitingFlowRow(node);
    case 'more':
      return {
        label: 'Load more',
        description: `${node.shown} of ${node.total} shown`,
        look: { icon: 'ellipsis' },
        contextValue: 'more;',
        spoken: `Load more, ${node.shown} of ${node.total} shown`,
        command: { id: 'kestraMcp.explorer.loadMore', title: 'Load More' },
      };
    case 'failure':
      return {
        label: node.failure.message,
        look: { icon: 'warning', colour: 'list.warningForeground' },
        contextValue: 'failure;',
        spoken: `Failed: ${node.failure.message} Press Enter to try again.`,
        command: { id: 'kestraMcp.explorer.refresh', title: 'Try Again' },
      };
    case 'nothing':
      return { label: node.text, look: { icon: 'dash' }, contextValue: 'nothing;', spoken: node.text };
    default:
      return node satisfies never;
  }
}

function connectionRow({ name, place, active, alone, production }: ConnectionNode): Row {
  const marks = [production ? 'production' : '', active && !alone ? 'in use' : ''].filter(Boolean);
  return {
    label: name,
    description: [...marks, place].join(' · '),
    look: production ? { icon: 'server', colour: 'charts.red' } : { icon: 'server' },
    contextValue: `connection;${active ? 'active' : 'inactive'};`,
    spoken: [`Connection ${name}`, ...marks].join(', '),
    open: active ? 'expanded' : 'collapsed',
  };
}

function flowRow({ flow: { id, disabled } }: FlowNode): Row {
  return {
    label: id,
    description: disabled ? 'disabled' : undefined,
    look: disabled ? { icon: 'circle-slash', colour: 'disabledForeground' } : FLOW_LOOK,
    contextValue: disabled ? 'flow;' : 'flow;canRun;',
    spoken: `Flow ${id}${disabled ? ', disabled' : ''}`,
    open: 'collapsed',
  };
}

function waitingFlowRow({ namespace, flowId, executions }: WaitingFlowNode): Row {
  return {
    label: flowId,
    description: `${namespace} · ${executions.length}`,
    look: FLOW_LOOK,
    contextValue: 'waitingFlow;',
    spoken: `${flowId} in ${namespace}, ${count(executions.length, 'execution waits', 'executions wait')}`,
    open: 'expanded',
  };
}

/** What matters comes first, since side bars are narrow: how long it waits or what became of it. */
function executionRow({ execution, inbox, inputs }: ExecutionNode, now: number): Row {
  const { id, flowId, state, since, started } = execution;
  const waits = `waiting ${age(since, now) ?? ''}${state === 'BREAKPOINT' ? ' at a breakpoint' : ''}`;
  const label = inbox ? waits.trim() : state;
  const when = inbox ? undefined : age(started, now);
  const about = brief(inbox ? inputs : execution.labels);
  const description = [when === undefined ? undefined : `${when} ago`, about, shortId(id)].filter(Boolean);
  return {
    label,
    description: description.join(' · '),
    look: STATE_LOOK[state],
    contextValue: contextValueOf(execution),
    spoken: [`Execution ${shortId(id)} of ${flowId}`, state, inbox ? waits : when, about]
      .filter(Boolean)
      .join(', '),
  };
}
