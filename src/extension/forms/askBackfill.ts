import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { WantedWindow } from '../../model/backfill.ts';
import type { Trigger } from '../../model/flow.ts';
import type { BackfillPlan } from '../../operations/backfill.ts';
import { askPick, askText } from './quickInput.ts';
import { BACK, runSteps, type Step } from './steps.ts';
import { momentOf } from './typedMoment.ts';
import { localTime } from '../../l10n/localTime.ts';
import { translated } from '../feedback/failureWords.ts';

/** Days that are offered; other times are entered. */
const USUAL_DAYS = [1, 7, 30];

/** Which schedule makes up for which time. */
export interface BackfillChoice {
  triggerId?: string | undefined;
  window?: WantedWindow | 'other' | undefined;
  start?: string | undefined;
}

/** @returns undefined when the user gave up */
export async function askBackfill(
  title: string,
  schedules: readonly Trigger[],
): Promise<{ triggerId: string; window: WantedWindow } | undefined> {
  const [only] = schedules;
  const initial = schedules.length === 1 ? { triggerId: only?.id } : {};
  const choice = await runSteps<BackfillChoice>(initial, ({ window }) => [
    ...(schedules.length > 1 ? [askSchedule(title, schedules)] : []),
    askWindow(title),
    ...(window === 'other' || needsDates(window) ? [askStart(title), askEnd(title)] : []),
  ]);
  const { triggerId, window } = choice ?? {};
  if (triggerId === undefined || window === undefined || window === 'other') return undefined;
  return { triggerId, window };
}

/** Dates were entered: their questions stay among the steps once they are answered. */
function needsDates(window: BackfillChoice['window']): boolean {
  return typeof window === 'object' && window.start !== undefined;
}

function askSchedule(title: string, schedules: readonly Trigger[]): Step<BackfillChoice> {
  return async (choice, place) => {
    const triggerId = await askPick({
      ...place,
      title,
      placeholder: l10n.t('Which schedule?'),
      items: schedules.map(({ id, cron = '' }) => ({ label: id, description: cron, answer: id })),
    });
    return triggerId === undefined || triggerId === BACK ? triggerId : { ...choice, triggerId };
  };
}

function askWindow(title: string): Step<BackfillChoice> {
  return async (choice, place) => {
    const usual = USUAL_DAYS.map((days) => ({
      label: days === 1 ? l10n.t('The last 24 hours') : l10n.t('The last {0} days', days),
      answer: { days } as WantedWindow | 'other',
    }));
    const window = await askPick<WantedWindow | 'other'>({
      ...place,
      title,
      placeholder: l10n.t('Which time shall it make up for?'),
      items: [...usual, { label: l10n.t('Other dates…'), answer: 'other' }],
    });
    return window === undefined || window === BACK ? window : { ...choice, window };
  };
}

function askStart(title: string): Step<BackfillChoice> {
  return async (choice, place) => {
    const text = await askText({
      ...place,
      title,
      prompt: l10n.t({ message: 'From', comment: ['the first date of a backfill'] }),
      placeholder: EXAMPLE,
      validate,
    });
    return text === undefined || text === BACK ? text : { ...choice, start: momentOf('DATETIME', text) };
  };
}

function askEnd(title: string): Step<BackfillChoice> {
  return async (choice, place) => {
    const prompt = l10n.t('Until (empty: now)');
    const text = await askText({
      ...place,
      title,
      prompt,
      placeholder: EXAMPLE,
      validate: (typed) => (typed === '' ? undefined : validate(typed)),
    });
    if (text === undefined || text === BACK) return text;
    return {
      ...choice,
      window: { start: choice.start, end: text === '' ? undefined : momentOf('DATETIME', text) },
    };
  };
}

const EXAMPLE = '2026-01-31 08:00';

function validate(text: string): string | undefined {
  return momentOf('DATETIME', text) === undefined ? l10n.t('Enter a date, such as {0}.', EXAMPLE) : undefined;
}

/** Tells what a backfill is going to start before it does. */
export async function confirmBackfill(title: string, plan: BackfillPlan): Promise<boolean> {
  const { runs, more, upperBound, firstRun, lastRun, notes } = plan;
  const start = l10n.t('Start Backfill');
  const dates = [firstRun, lastRun].map((instant) => (instant === undefined ? '…' : localTime(instant)));
  const detail = [l10n.t('From {0} to {1}.', dates[0] ?? '', dates[1] ?? ''), ...notes.map(translated)].join(
    '\n',
  );
  const question = `${title}: ${more || upperBound ? atMost(runs) : exactly(runs)}`;
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, start)) === start;
}

function exactly(runs: number): string {
  return runs === 1 ? l10n.t('this starts 1 execution.') : l10n.t('this starts {0} executions.', runs);
}

function atMost(runs: number): string {
  return runs === 1
    ? l10n.t('this starts 1 execution at most.')
    : l10n.t('this starts up to {0} executions.', runs);
}
