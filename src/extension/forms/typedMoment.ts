import { durationSeconds } from '../../model/duration.ts';

/** Types of inputs that mean a time. */
export const MOMENT_TYPES = ['DATE', 'TIME', 'DATETIME', 'DURATION'] as const;
export type MomentType = (typeof MOMENT_TYPES)[number];

/**
 * What somebody typed, in the format that Kestra takes; undefined when it cannot be read. A date with time but without
 * an offset is meant in this machine's time zone.
 */
export function momentOf(type: MomentType, text: string): string | undefined {
  const typed = text.trim();
  switch (type) {
    case 'DATE': {
      const date = typedDate(typed);
      return date && dateText(date);
    }
    case 'TIME':
      return typedTime(typed);
    case 'DATETIME': {
      const date = typedDateTime(typed);
      return date && instantText(date);
    }
    case 'DURATION':
      return typedDuration(typed);
    default:
      return type satisfies never;
  }
}

/** A date that exists, at its midnight on this machine. */
export function typedDate(text: string): Date | undefined {
  const [, year, month, day] = (/^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(year, month - 1, day);
  // JavaScript takes the 30th of February for the 2nd of March.
  return date.getMonth() === month - 1 && date.getDate() === day ? date : undefined;
}

function typedTime(text: string): string | undefined {
  const [, hours, minutes, seconds] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? [];
  const parts = [hours, minutes, seconds ?? '0'].map(Number);
  const [hour = 24, minute = 60, second = 60] = parts;
  return hour < 24 && minute < 60 && second < 60 ? parts.map(two).join(':') : undefined;
}

function typedDateTime(text: string): Date | undefined {
  const [, day = '', time = '00:00', offset = ''] =
    /^(\d{4}-\d{1,2}-\d{1,2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    ) ?? [];
  const [date, clock] = [typedDate(day), typedTime(time)];
  if (date === undefined || clock === undefined) return undefined;
  const zone = offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase();
  const instant = new Date(`${dateText(date)}T${clock}${zone}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** ISO 8601, or as people write it: `90s`, `1h 30m`, `2 days`. */
function typedDuration(text: string): string | undefined {
  if (durationSeconds(text.toUpperCase()) !== undefined) return text.toUpperCase();
  const parts = [...text.toLowerCase().matchAll(/(\d+)\s*([a-z]+)/g)];
  const rest = text
    .toLowerCase()
    .replaceAll(/(\d+)\s*([a-z]+)/g, '')
    .replaceAll(/[\s,]/g, '');
  if (parts.length === 0 || rest !== '') return undefined;
  const amounts = { D: 0, H: 0, M: 0, S: 0 };
  for (const [, amount, word = ''] of parts) {
    const unit = unitOf(word);
    if (unit === undefined) return undefined;
    amounts[unit] += Number(amount);
  }
  const { D, H, M, S } = amounts;
  const day = D > 0 ? `${D}D` : '';
  const clock = `${H > 0 ? `${H}H` : ''}${M > 0 ? `${M}M` : ''}${S > 0 ? `${S}S` : ''}`;
  return day === '' && clock === '' ? 'PT0S' : `P${day}${clock === '' ? '' : `T${clock}`}`;
}

function unitOf(word: string): 'D' | 'H' | 'M' | 'S' | undefined {
  if (/^(d|days?)$/.test(word)) return 'D';
  if (/^(h|hrs?|hours?)$/.test(word)) return 'H';
  if (/^(m|mins?|minutes?)$/.test(word)) return 'M';
  return /^(s|secs?|seconds?)$/.test(word) ? 'S' : undefined;
}

/** As Kestra writes a DATE. */
export function dateText(date: Date): string {
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** As Kestra writes a TIME. */
export function timeText(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}

/** As Kestra writes a DATETIME. */
export function instantText(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function two(number: number): string {
  return String(number).padStart(2, '0');
}
