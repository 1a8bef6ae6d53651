import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExecutionSummary, TaskRunSummary } from '../../operations/summary.ts';
import { STATE_LOOK } from '../views/stateLook.ts';

/** The ways to run an execution again. */
export type RunAgain = 'restart' | 'same' | 'task' | 'inputs' | 'breakpoints' | 'latest';

interface Choice<T> extends vscode.QuickPickItem {
  answer: T;
}

/** What each way does is told where it is chosen: restart and replay are easily confused. */
export async function askRunAgain({ flowId, allowed }: ExecutionSummary): Promise<RunAgain | undefined> {
  const restart: Choice<RunAgain> = {
    label: `$(debug-restart) ${l10n.t('Restart what failed')}`,
    detail: l10n.t('The same execution goes on: what succeeded is kept, what failed is tried again.'),
    answer: 'restart',
  };
  const replays: Choice<RunAgain>[] = [
    {
      label: `$(debug-rerun) ${l10n.t('Replay everything')}`,
      detail: l10n.t('A new execution with the same inputs, from the start.'),
      answer: 'same',
    },
    {
      label: `$(debug-restart-frame) ${l10n.t('Replay from a task…')}`,
      detail: l10n.t('A new execution: the results before the task are kept, it and all after it run again.'),
      answer: 'task',
    },
    {
      label: `$(edit) ${l10n.t('Replay with other inputs…')}`,
      detail: l10n.t('A new execution from the start, with what you change.'),
      answer: 'inputs',
    },
    {
      label: `$(debug-breakpoint) ${l10n.t('Replay with breakpoints…')}`,
      detail: l10n.t('A new execution that stops before the tasks you choose.'),
      answer: 'breakpoints',
    },
    {
      label: `$(git-commit) ${l10n.t('Replay on the flow as it is now')}`,
      detail: l10n.t('A new execution with the same inputs, on the latest revision of the flow.'),
      answer: 'latest',
    },
  ];
  const choices = allowed.includes('restart') ? [restart, ...replays] : replays;
  const chosen = await vscode.window.showQuickPick(choices, {
    title: l10n.t('Run {0} again', flowId),
    placeHolder: l10n.t('How?'),
    matchOnDetail: true,
  });
  return chosen?.answer;
}

export async function askTaskRun(
  flowId: string,
  taskRuns: readonly TaskRunSummary[],
): Promise<string | undefined> {
  const choices = taskRuns.map(({ id, taskId, state, value }): Choice<string> => ({
    label: `$(${STATE_LOOK[state].icon}) ${taskId}`,
    description: [value, state].filter(Boolean).join(' · '),
    answer: id,
  }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title: l10n.t('Replay {0}', flowId),
    placeHolder: l10n.t('From which task on?'),
    matchOnDescription: true,
  });
  return chosen?.answer;
}

/** @returns undefined when the user gave up; at least one task otherwise */
export async function askBreakpoints(
  flowId: string,
  tasks: readonly string[],
): Promise<string[] | undefined> {
  const chosen = await vscode.window.showQuickPick(
    tasks.map((label) => ({ label })),
    {
      title: l10n.t('Replay {0}', flowId),
      placeHolder: l10n.t('Before which tasks shall it stop?'),
      canPickMany: true,
    },
  );
  return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ label }) => label);
}
