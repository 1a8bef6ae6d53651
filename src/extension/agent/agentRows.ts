import * as l10n from '@vscode/l10n';
import { outcomeOf, targetOf } from '../../shared/audit/callWords.ts';
import type { Access } from '../../shared/connection.ts';
import { failureText } from '../feedback/failureWords.ts';
import type { Row } from '../views/rowShape.ts';
import type { Look } from '../views/stateLook.ts';
import { age, shortened } from '../views/words.ts';
import type {
  AgentNode,
  AgentState,
  CallNode,
  LatelyNode,
  ReadsNode,
  ScopeNode,
  ToolsNode,
} from './agentNodes.ts';

const LONGEST_TARGET = 60;
const LONGEST_LIST = 40;

/** What each level adds to those before it, in plain words. */
const ACCESS_WORDS: Readonly<Record<Access, () => string>> = {
  read: () => l10n.t('May only look'),
  operate: () => l10n.t('May run executions'),
  author: () => l10n.t('May change flows and data'),
  full: () => l10n.t('May delete, too'),
};

/** Why a call was denied, by the code in the audit log. */
const REASON_WORDS: Readonly<Record<string, () => string>> = {
  access: () => l10n.t('denied: beyond the access level'),
  scope: () => l10n.t('denied: outside the allowed namespaces'),
  rate: () => l10n.t('denied: too many calls'),
  unconfirmed: () => l10n.t('denied: nobody said yes'),
  audit: () => l10n.t('denied: the audit log cannot be written'),
  arguments: () => l10n.t('denied: wrong arguments'),
  unknown_tool: () => l10n.t('denied: there is no such tool'),
};

/** All words that context values here may have. */
export const AGENT_WORDS: readonly (AgentNode['kind'] | AgentState['kind'] | 'canOpen')[] = [
  'server',
  'off',
  'idle',
  'known',
  'started',
  'failed',
  'access',
  'scope',
  'tools',
  'toolGroup',
  'tool',
  'lately',
  'call',
  'canOpen',
  'reads',
  'hint',
];

/** @param now milliseconds since 1970 */
export function agentRow(node: AgentNode, now: number): Row {
  switch (node.kind) {
    case 'server':
      return serverRow(node.name, node.state, now);
    case 'access':
      return changeable('access', ACCESS_WORDS[node.access](), node.access, 'shield');
    case 'scope':
      return scopeRow(node);
    case 'tools':
      return toolsRow(node);
    case 'toolGroup':
      return {
        label: node.group,
        description: `${node.tools.length}`,
        look: { icon: 'folder' },
        contextValue: 'toolGroup;',
        spoken: l10n.t('Tools of the group {0}, {1}', node.group, node.tools.length),
        open: 'collapsed',
      };
    case 'tool':
      return {
        label: node.tool.title,
        description: node.tool.name,
        look: { icon: node.tool.effect === 'read' ? 'eye' : 'tools' },
        contextValue: 'tool;',
        spoken: `${node.tool.title}, ${node.tool.name}`,
      };
    case 'lately':
      return latelyRow(node);
    case 'call':
      return callRow(node, now);
    case 'reads':
      return readsRow(node, now);
    case 'hint':
      return {
        label: node.text,
        look: { icon: node.asks ? 'comment-discussion' : 'info' },
        contextValue: 'hint;',
        spoken: node.text,
        ...(node.asks && { command: { id: 'kestraMcp.agent.ask', title: l10n.t('Ask Copilot') } }),
      };
    default:
      return node satisfies never;
  }
}

function serverRow(name: string, state: AgentState, now: number): Row {
  const words = stateWords(state, now);
  return {
    label: name,
    description: words,
    look: stateLook(state),
    contextValue: `server;${state.kind};`,
    spoken: l10n.t('Agent’s server of {0}, {1}', name, words),
    open: 'expanded',
  };
}

function stateWords(state: AgentState, now: number): string {
  switch (state.kind) {
    case 'off':
      return l10n.t('switched off');
    case 'idle':
      return l10n.t('not started yet');
    case 'known':
      return l10n.t('ready, starts with the next question');
    case 'started':
      return l10n.t('started {0} ago', age(state.at, now) ?? '');
    case 'failed':
      return l10n.t('cannot start: {0}', failureText(state.failure));
    default:
      return state satisfies never;
  }
}

function stateLook({ kind }: AgentState): Look {
  if (kind === 'failed') return { icon: 'error', colour: 'charts.red' };
  if (kind === 'started') return { icon: 'vm-running', colour: 'charts.green' };
  return kind === 'off' ? { icon: 'circle-slash', colour: 'disabledForeground' } : { icon: 'vm' };
}

/** A property of the connection, which a click lets the user change. */
function changeable(
  kind: 'access' | 'scope',
  label: string,
  description: string | undefined,
  icon: string,
): Row {
  return {
    label,
    description,
    look: { icon },
    contextValue: `${kind};`,
    spoken: [label, description].filter(Boolean).join(', '),
    command: { id: 'kestraMcp.connection.edit', title: l10n.t('Edit Connection') },
  };
}

function scopeRow({ allow, deny }: ScopeNode): Row {
  const label =
    allow.length === 0
      ? l10n.t('In all namespaces')
      : l10n.t('Only in {0}', shortened(allow.join(', '), LONGEST_LIST));
  const but = deny.length === 0 ? undefined : l10n.t('not in {0}', shortened(deny.join(', '), LONGEST_LIST));
  return changeable('scope', label, but, 'symbol-namespace');
}

function toolsRow({ tools, toolset }: ToolsNode): Row {
  const label =
    tools === undefined
      ? l10n.t('Tools')
      : tools.length === 1
        ? l10n.t('1 tool')
        : l10n.t('{0} tools', tools.length);
  const chosen = toolset.join(', ');
  return {
    label,
    description: chosen,
    look: { icon: 'tools' },
    contextValue: 'tools;',
    spoken: l10n.t('{0}, toolset {1}', label, chosen),
    open: 'collapsed',
  };
}

function latelyRow({ amount, denied }: LatelyNode): Row {
  const calls = amount === 1 ? l10n.t('1 call') : l10n.t('{0} calls', amount);
  const words = [calls, denied > 0 ? l10n.t('{0} denied', denied) : ''].filter(Boolean).join(' · ');
  return {
    label: l10n.t('Lately'),
    description: amount === 0 ? undefined : words,
    look: { icon: 'history' },
    contextValue: 'lately;',
    spoken: amount === 0 ? l10n.t('Lately') : l10n.t('Lately, {0}', words),
    open: 'expanded',
  };
}

function callRow({ call, connection }: CallNode, now: number): Row {
  const { request = '', tool = request, decision, reason = '', executions = [], results = [], time } = call;
  const ended =
    decision === 'denied' ? (REASON_WORDS[reason]?.() ?? l10n.t('denied: {0}', reason)) : endWords(call);
  const about = [ended, shortened(targetOf(call), LONGEST_TARGET), age(time, now), connection];
  const canOpen = executions.length + results.length > 0;
  return {
    label: tool,
    description: about.filter(Boolean).join(' · '),
    look: callLook(call),
    contextValue: `call;${canOpen ? 'canOpen;' : ''}`,
    spoken: [tool, ...about].filter(Boolean).join(', '),
    ...(canOpen && { command: { id: 'kestraMcp.agent.openExecution', title: l10n.t('Open Execution') } }),
  };
}

/** What became of it, where that is more than that it worked. */
function endWords(call: CallNode['call']): string {
  const outcome = outcomeOf(call);
  if (outcome === 'ok') return call.decision === 'confirmed' ? l10n.t('confirmed') : '';
  if (outcome === 'running') return l10n.t('running');
  if (outcome === 'unfinished') return l10n.t('unfinished: its server has ended');
  return outcome === 'cancelled' ? l10n.t('cancelled') : l10n.t('failed: {0}', outcome);
}

function callLook(call: CallNode['call']): Look {
  const outcome = outcomeOf(call);
  if (call.decision === 'denied') return { icon: 'circle-slash', colour: 'editorWarning.foreground' };
  if (outcome === 'ok')
    return call.effect === 'read' ? { icon: 'eye' } : { icon: 'pass', colour: 'charts.green' };
  if (outcome === 'running') return { icon: 'sync~spin', colour: 'charts.blue' };
  if (outcome === 'cancelled') return { icon: 'debug-stop', colour: 'disabledForeground' };
  return outcome === 'unfinished'
    ? { icon: 'question', colour: 'editorWarning.foreground' }
    : { icon: 'error', colour: 'charts.red' };
}

function readsRow({ calls }: ReadsNode, now: number): Row {
  const tools = [...new Set(calls.map(({ call }) => call.tool ?? ''))].join(', ');
  const about = [shortened(tools, LONGEST_TARGET), age(calls[0]?.call.time, now)];
  const label = l10n.t('Looked {0} times', calls.length);
  return {
    label,
    description: about.filter(Boolean).join(' · '),
    look: { icon: 'eye' },
    contextValue: 'reads;',
    spoken: [label, ...about].filter(Boolean).join(', '),
    open: 'collapsed',
  };
}
