import * as l10n from '@vscode/l10n';
import type { ExecutionAction } from '../../model/action.ts';
import type { ExecutionSummary } from '../../operations/summary.ts';
import {
  attemptRow,
  directoryRow,
  fileRow,
  groupRow,
  kvRow,
  taskRunRow,
  triggerRow,
} from '../explorer/explorerRows.ts';
import type {
  ConnectionNode,
  ExecutionNode,
  FlowNode,
  NamespaceNode,
  TreeNode,
  WaitingFlowNode,
} from './nodes.ts';
import type { Row } from './rowShape.ts';
import { STATE_LOOK, type Look } from './stateLook.ts';
import { age, brief, count, shortened, shortId, until } from './words.ts';

const FLOW_LOOK: Look = { icon: 'type-hierarchy-sub' };
const DISABLED_LOOK: Look = { icon: 'circle-slash', colour: 'disabledForeground' };
const PRODUCTION_COLOUR = 'charts.red';
/** Characters of a question that a row shows; its tooltip shows all. */
const LONGEST_QUESTION = 60;

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
      return namespaceRow(node);
    case 'flow':
      return flowRow(node, now);
    case 'execution':
      return executionRow(node, now);
    case 'waitingFlow':
      return waitingFlowRow(node);
    case 'taskRun':
      return taskRunRow(node);
    case 'attempt':
      return attemptRow(node);
    case 'group':
      return groupRow(node);
    case 'trigger':
      return triggerRow(node, now);
    case 'kv':
      return kvRow(node, now);
    case 'directory':
      return directoryRow(node);
    case 'file':
      return fileRow(node);
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

function connectionRow({ name, place, active, alone, production, colour }: ConnectionNode): Row {
  const shown = colour ?? (production ? PRODUCTION_COLOUR : undefined);
  const marks = [production ? 'production' : '', active && !alone ? 'in use' : ''].filter(Boolean);
  return {
    label: name,
    description: [...marks, place].join(' · '),
    look: shown === undefined ? { icon: 'server' } : { icon: 'server', colour: shown },
    contextValue: `connection;${active ? 'active' : 'inactive'};`,
    spoken: [`Connection ${name}`, ...marks].join(', '),
    open: active ? 'expanded' : 'collapsed',
  };
}

function namespaceRow({ namespace, label }: NamespaceNode): Row {
  return {
    label,
    look: { icon: 'symbol-namespace' },
    contextValue: 'namespace;',
    spoken: `Namespace ${namespace}`,
    open: 'collapsed',
  };
}

/** The icon tells how it went last, once that is known. */
function flowRow({ flow: { id, disabled }, watched, last, next }: FlowNode, now: number): Row {
  const marks = [disabled ? l10n.t('disabled') : '', watched ? l10n.t('watched') : ''];
  const ago = last && age(last.started, now);
  const fires = until(next, now);
  const due = fires && l10n.t('next in {0}', fires);
  const went = last && [last.state, ago && l10n.t('{0} ago', ago)].filter(Boolean).join(' ');
  return {
    label: id,
    description: [...marks, ago && l10n.t('{0} ago', ago), due].filter(Boolean).join(' · ') || undefined,
    look: disabled ? DISABLED_LOOK : last ? STATE_LOOK[last.state] : FLOW_LOOK,
    contextValue: `flow;${disabled ? '' : 'canRun;'}${watched ? 'watched' : 'unwatched'};`,
    spoken: [l10n.t('Flow {0}', id), ...marks, went && l10n.t('last {0}', went), due]
      .filter(Boolean)
      .join(', '),
    open: 'collapsed',
    command: { id: 'kestraMcp.flow.edit', title: 'Open Source' },
  };
}

function waitingFlowRow({ namespace, flowId, executions, connection }: WaitingFlowNode): Row {
  const place = connection === undefined ? [] : [connection.name];
  const amount = count(executions.length, 'execution waits', 'executions wait');
  return {
    label: flowId,
    description: [namespace, ...place, executions.length].join(' · '),
    look: connection?.production ? { ...FLOW_LOOK, colour: PRODUCTION_COLOUR } : FLOW_LOOK,
    contextValue: 'waitingFlow;',
    spoken: [`${flowId} in ${namespace}`, ...place, amount].join(', '),
    open: 'expanded',
  };
}

function executionRow(node: ExecutionNode, now: number): Row {
  return node.inbox ? waitingRow(node, now) : pastRow(node, now);
}

/** What matters comes first, since side bars are narrow: how long it waits, for what, until when. */
function waitingRow({ execution, inputs, startedBy, question }: ExecutionNode, now: number): Row {
  const { id, flowId, state, since } = execution;
  const waits = `waiting ${age(since, now) ?? ''}${state === 'BREAKPOINT' ? ' at a breakpoint' : ''}`.trim();
  const ends = until(question?.deadline, now);
  const about = [
    shortened(question?.description, LONGEST_QUESTION),
    ends && `ends in ${ends}`,
    brief(inputs),
    startedBy && `by ${startedBy}`,
  ];
  return {
    label: waits,
    description: [...about, shortId(id)].filter(Boolean).join(' · '),
    look: STATE_LOOK[state],
    contextValue: contextValueOf(execution),
    command: { id: 'kestraMcp.execution.open', title: 'Open Execution' },
    spoken: [`Execution ${shortId(id)} of ${flowId}`, state, waits, ...about].filter(Boolean).join(', '),
  };
}

/** What became of it comes first. */
function pastRow({ execution }: ExecutionNode, now: number): Row {
  const { id, flowId, state, started } = execution;
  const when = age(started, now);
  const about = brief(execution.labels);
  return {
    label: state,
    description: [when && `${when} ago`, about, shortId(id)].filter(Boolean).join(' · '),
    look: STATE_LOOK[state],
    contextValue: contextValueOf(execution),
    command: { id: 'kestraMcp.execution.open', title: 'Open Execution' },
    open: 'collapsed',
    spoken: [`Execution ${shortId(id)} of ${flowId}`, state, when, about].filter(Boolean).join(', '),
  };
}
