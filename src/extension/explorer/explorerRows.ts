import * as l10n from '@vscode/l10n';
import { durationSeconds } from '../../model/duration.ts';
import type { StateTimeline } from '../../model/execution.ts';
import type { TriggerState } from '../../model/trigger.ts';
import type {
  AttemptNode,
  DirectoryNode,
  FileNode,
  Group,
  GroupNode,
  KvNode,
  TaskRunNode,
  TriggerNode,
} from '../views/nodes.ts';
import type { Row } from '../views/rowShape.ts';
import { STATE_LOOK, type Look } from '../views/stateLook.ts';
import { shortened, until } from '../views/words.ts';
import { durationText } from '../../l10n/durationText.ts';
import { fileSize } from '../../l10n/fileSize.ts';

const LONGEST_VALUE = 40;

const GROUP_WORDS: Readonly<
  Record<Group, { label: () => string; spoken: (namespace: string) => string; icon: string }>
> = {
  triggers: {
    label: () => l10n.t('Triggers'),
    spoken: (namespace) => l10n.t('Triggers of namespace {0}', namespace),
    icon: 'zap',
  },
  kv: {
    label: () => l10n.t('Key-value store'),
    spoken: (namespace) => l10n.t('Key-value store of namespace {0}', namespace),
    icon: 'key',
  },
  files: {
    label: () => l10n.t('Files'),
    spoken: (namespace) => l10n.t('Files of namespace {0}', namespace),
    icon: 'files',
  },
};

export function groupRow({ group, namespace, count }: GroupNode): Row {
  const { label, spoken, icon } = GROUP_WORDS[group];
  const amount = count?.toLocaleString();
  return {
    label: label(),
    description: amount,
    look: { icon },
    contextValue: `group;${group};`,
    spoken: [spoken(namespace), amount].filter(Boolean).join(', '),
    open: 'collapsed',
  };
}

/** Its task, which iteration it belongs to, how long it took and in how many attempts. */
export function taskRunRow({ taskRun, nested, started }: TaskRunNode): Row {
  const { taskId, value, attempts = [], state } = taskRun;
  const several = attempts.length > 1 ? l10n.t('{0} attempts', attempts.length) : '';
  const about = [value && shortened(value, LONGEST_VALUE), tookOf(state), several];
  const hasRows = nested.length > 0 || attempts.length > 1 || started !== undefined;
  return {
    label: taskId,
    description: about.filter(Boolean).join(' · ') || undefined,
    look: STATE_LOOK[state.current],
    contextValue: `taskRun;${state.current};`,
    spoken: [l10n.t('Task run {0}', taskId), state.current, ...about].filter(Boolean).join(', '),
    ...(hasRows ? { open: 'collapsed' as const } : {}),
  };
}

export function attemptRow({ number, taskId, state }: AttemptNode): Row {
  const label = l10n.t('Attempt {0}', number);
  const took = tookOf(state);
  return {
    label,
    description: took,
    look: STATE_LOOK[state.current],
    contextValue: 'attempt;',
    spoken: [l10n.t('Attempt {0} of {1}', number, taskId), state.current, took].filter(Boolean).join(', '),
  };
}

/** What keeps it from firing comes before when it fires. */
export function triggerRow({ trigger }: TriggerNode, now: number): Row {
  const { triggerId, flowId, disabled, lockedBy, backfill, next } = trigger;
  const fires = disabled ? undefined : until(next, now);
  const about = [
    disabled ? l10n.t('disabled') : '',
    lockedBy === undefined ? '' : l10n.t('locked'),
    backfill && (backfill.paused ? l10n.t('backfill paused') : l10n.t('backfill running')),
    fires && l10n.t('next in {0}', fires),
  ].filter(Boolean);
  return {
    label: triggerId,
    description: [flowId, ...about].join(' · '),
    look: triggerLook(trigger),
    contextValue: triggerContext(trigger),
    spoken: [l10n.t('Trigger {0} of {1}', triggerId, flowId), ...about].join(', '),
  };
}

/** All words that the context value of a trigger may have. */
export const TRIGGER_WORDS = ['trigger', 'canEnable', 'canDisable', 'canUnlock'] as const;

/** One that the flow's YAML disables stays so whatever is done to its state. */
function triggerContext({ disabled, disabledInFlow, lockedBy }: TriggerState): string {
  const words = ['trigger'];
  if (!disabled) words.push('canDisable');
  else if (!disabledInFlow) words.push('canEnable');
  if (lockedBy !== undefined) words.push('canUnlock');
  return `${words.join(';')};`;
}

function triggerLook({ disabled, lockedBy, backfill }: TriggerState): Look {
  if (disabled) return { icon: 'circle-slash', colour: 'disabledForeground' };
  if (lockedBy !== undefined) return { icon: 'lock', colour: 'charts.yellow' };
  if (backfill !== undefined && !backfill.paused) return { icon: 'history', colour: 'charts.blue' };
  return { icon: 'zap' };
}

export function kvRow({ key, description, expires }: KvNode, now: number): Row {
  const ends = until(expires, now);
  const about = [ends && l10n.t('expires in {0}', ends), description].filter(Boolean);
  return {
    label: key,
    description: about.join(' · ') || undefined,
    look: { icon: 'symbol-key' },
    contextValue: 'kv;',
    spoken: [l10n.t('Key {0}', key), ...about].join(', '),
    command: { id: 'kestraMcp.data.open', title: l10n.t('Show Value') },
  };
}

export function directoryRow({ path }: DirectoryNode): Row {
  return {
    label: nameOf(path),
    look: { icon: 'folder' },
    contextValue: 'directory;',
    spoken: l10n.t('Directory {0}', path),
    open: 'collapsed',
  };
}

export function fileRow({ path, size }: FileNode): Row {
  const told = size === undefined ? undefined : fileSize(size);
  return {
    label: nameOf(path),
    description: told,
    look: { icon: 'file' },
    contextValue: 'file;',
    spoken: [l10n.t('File {0}', path), told].filter(Boolean).join(', '),
    command: { id: 'kestraMcp.data.open', title: l10n.t('Show File') },
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function tookOf({ duration }: StateTimeline): string | undefined {
  const seconds = durationSeconds(duration);
  if (seconds === undefined) return undefined;
  return seconds < 1 ? `<${durationText(1)}` : durationText(seconds);
}
