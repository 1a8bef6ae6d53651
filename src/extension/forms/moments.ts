import * as l10n from '@vscode/l10n';
import { durationText } from '../../l10n/durationText.ts';
import { textLocale } from '../../l10n/language.ts';
import { durationSeconds } from '../../model/duration.ts';
import { dateText, instantText, timeText, two, typedDate, type MomentType } from './typedMoment.ts';

/** A time that is offered, in the format that Kestra takes. */
export interface OfferedMoment {
  label: string;
  value: string;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const USUAL_DURATIONS = ['PT30S', 'PT1M', 'PT5M', 'PT15M', 'PT1H', 'PT12H', 'P1D', 'P7D'] as const;

/** What people want most often, as seen from now in this machine's time zone. */
export function usualMoments(type: MomentType, now: Date): OfferedMoment[] {
  switch (type) {
    case 'DATE':
      return usualDates(now);
    case 'TIME':
      return usualTimes(now);
    case 'DATETIME':
      return usualDateTimes(now);
    case 'DURATION':
      return USUAL_DURATIONS.map((value) => ({ label: momentWords(type, value), value }));
    default:
      return type satisfies never;
  }
}

function usualDates(now: Date): OfferedMoment[] {
  const day = (days: number): string => dateText(startOfDay(now, days));
  const [year, month] = [now.getFullYear(), now.getMonth()];
  return [
    { label: l10n.t('Today'), value: day(0) },
    { label: l10n.t('Yesterday'), value: day(-1) },
    { label: l10n.t('Tomorrow'), value: day(1) },
    { label: l10n.t('First day of this month'), value: dateText(new Date(year, month, 1)) },
    { label: l10n.t('Last day of last month'), value: dateText(new Date(year, month, 0)) },
  ];
}

function usualTimes(now: Date): OfferedMoment[] {
  return [
    { label: l10n.t('Now'), value: timeText(now) },
    { label: l10n.t('In an hour'), value: timeText(new Date(now.getTime() + HOUR)) },
    { label: l10n.t('Midnight'), value: '00:00:00' },
    { label: l10n.t('Noon'), value: '12:00:00' },
  ];
}

function usualDateTimes(now: Date): OfferedMoment[] {
  return [
    { label: l10n.t('Now'), value: instantText(now) },
    { label: l10n.t('In an hour'), value: instantText(new Date(now.getTime() + HOUR)) },
    { label: l10n.t('An hour ago'), value: instantText(new Date(now.getTime() - HOUR)) },
    { label: l10n.t('Start of today'), value: instantText(startOfDay(now, 0)) },
    { label: l10n.t('Start of yesterday'), value: instantText(startOfDay(now, -1)) },
    { label: l10n.t('Start of tomorrow'), value: instantText(startOfDay(now, 1)) },
  ];
}

/** A value of Kestra's as a person reads it; the value itself when it is an expression or the like. */
export function momentWords(type: MomentType, value: string): string {
  if (type === 'DURATION') {
    const seconds = durationSeconds(value);
    return seconds === undefined ? value : durationText(seconds);
  }
  if (type === 'TIME') return value;
  const date = type === 'DATE' ? typedDate(value) : new Date(value);
  if (date === undefined || Number.isNaN(date.getTime())) return value;
  return type === 'DATE'
    ? date.toLocaleDateString(textLocale(), { dateStyle: 'full' })
    : date.toLocaleString(textLocale(), { dateStyle: 'medium', timeStyle: 'long' });
}

/** Such as `Europe/Berlin, UTC+01:00`. */
export function timeZoneWords(now: Date): string {
  const minutes = -now.getTimezoneOffset();
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = `UTC${sign}${two(hours)}:${two(rest)}`;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === 'UTC' ? 'UTC' : `${timeZone}, ${offset}`;
}

function startOfDay(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}
