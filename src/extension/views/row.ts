import * as l10n from '@vscode/l10n';
import type { ExecutionAction } from '../../model/action.ts';
import type { ExecutionSummary } from '../../operations/summary.ts';
import { cleanText } from '../../shared/hiddenCharacters.ts';
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
  MoreNode,
  NamespaceNode,
  TreeNode,
  WaitingFlowNode,
} from './nodes.ts';
import type { Row } from './rowShape.ts';
import { STATE_LOOK, type Look } from './stateLook.ts';
import { age, brief, shortened, shortId, until, waitsForYou } from './words.ts';
import { failureMessage } from '../feedback/failureWords.ts';

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
  const row = rawRowOf(node, now);
  const { label, description, spoken } = row;
  return {
    ...row,
    label: cleanText(label),
    description: description && cleanText(description),
    spoken: cleanText(spoken),
  };
}

function rawRowOf(node: TreeNode, now: number): Row {
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
      return moreRow(node);
    case 'failure':
      return {
        label: failureMessage(node.failure),
        look: { icon: 'warning', colour: 'editorWarning.foreground' },
        contextValue: 'failure;',
        spoken: l10n.t('Failed: {0} Press Enter to try again.', failureMessage(node.failure)),
        command: { id: 'kestraMcp.explorer.refresh', title: l10n.t('Try Again') },
      };
    case 'nothing':
      return { label: node.text, look: { icon: 'dash' }, contextValue: 'nothing;', spoken: node.text };
    default:
      return node satisfies never;
  }
}

function moreRow({ shown, total }: MoreNode): Row {
  const label = l10n.t('Load more');
  const description = l10n.t('{0} of {1} shown', shown, total);
  return {
    label,
    description,
    look: { icon: 'ellipsis' },
    contextValue: 'more;',
    spoken: `${label}, ${description}`,
    command: { id: 'kestraMcp.explorer.loadMore', title: label },
  };
}

function connectionRow({ name, place, active, alone, production, colour }: ConnectionNode): Row {
  const shown = colour ?? (production ? PRODUCTION_COLOUR : undefined);
  const marks = [production ? l10n.t('production') : '', active && !alone ? l10n.t('in use') : ''].filter(
    Boolean,
  );
  return {
    label: name,
    description: [...marks, place].join(' · '),
    look: shown === undefined ? { icon: 'server' } : { icon: 'server', colour: shown },
    contextValue: `connection;${active ? 'active' : 'inactive'};`,
    spoken: [l10n.t('Connection {0}', name), ...marks].join(', '),
    open: active ? 'expanded' : 'collapsed',
  };
}

function namespaceRow({ namespace, label }: NamespaceNode): Row {
  return {
    label,
    look: { icon: 'symbol-namespace' },
    contextValue: 'namespace;',
    spoken: l10n.t('Namespace {0}', namespace),
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
    command: { id: 'kestraMcp.flow.edit', title: l10n.t('Open Source') },
  };
}

function waitingFlowRow({ namespace, flowId, executions, connection }: WaitingFlowNode): Row {
  const place = connection === undefined ? [] : [connection.name];
  return {
    label: flowId,
    description: [namespace, ...place, executions.length].join(' · '),
    look: connection?.production ? { ...FLOW_LOOK, colour: PRODUCTION_COLOUR } : FLOW_LOOK,
    contextValue: 'waitingFlow;',
    spoken: [l10n.t('{0} in {1}', flowId, namespace), ...place, waitsForYou(executions.length)].join(', '),
    open: 'expanded',
  };
}

function executionRow(node: ExecutionNode, now: number): Row {
  return node.inbox ? waitingRow(node, now) : pastRow(node, now);
}

/** What matters comes first, since side bars are narrow: how long it waits, for what, until when. */
function waitingRow({ execution, inputs, startedBy, question }: ExecutionNode, now: number): Row {
  const { id, flowId, state, since } = execution;
  const waits = waitsText(age(since, now), state === 'BREAKPOINT');
  const ends = until(question?.deadline, now);
  const about = [
    shortened(question?.description, LONGEST_QUESTION),
    ends && l10n.t('ends in {0}', ends),
    brief(inputs),
    startedBy && l10n.t('by {0}', startedBy),
  ];
  return {
    label: waits,
    description: [...about, shortId(id)].filter(Boolean).join(' · '),
    look: STATE_LOOK[state],
    contextValue: contextValueOf(execution),
    command: { id: 'kestraMcp.execution.open', title: l10n.t('Open Execution') },
    spoken: [l10n.t('Execution {0} of {1}', shortId(id), flowId), state, waits, ...about]
      .filter(Boolean)
      .join(', '),
  };
}

function waitsText(time: string | undefined, atBreakpoint: boolean): string {
  if (time === undefined) return atBreakpoint ? l10n.t('waiting at a breakpoint') : l10n.t('waiting');
  return atBreakpoint ? l10n.t('waiting {0} at a breakpoint', time) : l10n.t('waiting {0}', time);
}

/** What became of it comes first. */
function pastRow({ execution }: ExecutionNode, now: number): Row {
  const { id, flowId, state, started } = execution;
  const when = age(started, now);
  const about = brief(execution.labels);
  return {
    label: state,
    description: [when && l10n.t('{0} ago', when), about, shortId(id)].filter(Boolean).join(' · '),
    look: STATE_LOOK[state],
    contextValue: contextValueOf(execution),
    command: { id: 'kestraMcp.execution.open', title: l10n.t('Open Execution') },
    open: 'collapsed',
    spoken: [l10n.t('Execution {0} of {1}', shortId(id), flowId), state, when, about]
      .filter(Boolean)
      .join(', '),
  };
}
