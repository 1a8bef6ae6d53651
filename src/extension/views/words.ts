import * as l10n from '@vscode/l10n';
import { roughDuration } from '../../l10n/durationText.ts';

const LONGEST_VALUE = 24;

/** How long ago an ISO instant was, in its largest unit: `3h`, `12m`; below a minute `<1m`, so that rows stand still. */
export function age(since: string | undefined, now: number): string | undefined {
  const seconds = since === undefined ? Number.NaN : (now - Date.parse(since)) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return rowDuration(seconds);
}

/** How long until an ISO instant, in its largest unit; undefined when it is past. */
export function until(instant: string | undefined, now: number): string | undefined {
  const seconds = instant === undefined ? Number.NaN : (Date.parse(instant) - now) / 1000;
  if (Number.isNaN(seconds) || seconds < 0) return undefined;
  return rowDuration(seconds);
}

function rowDuration(seconds: number): string {
  return seconds < 60 ? `<${roughDuration(60)}` : roughDuration(seconds);
}

/** Text in one line, cut where it is too long for a row. */
export function shortened(text: string | undefined, longest: number): string {
  const line = (text ?? '').replaceAll(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** The beginning of an id, as Kestra's own pages show it. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** Inputs or labels in a few words: `order: 4711, amount: 129.9`. */
export function brief(record: Readonly<Record<string, unknown>> | undefined): string {
  return Object.entries(record ?? {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(
      ([key, value]) =>
        `${key}: ${shortened(typeof value === 'string' ? value : JSON.stringify(value), LONGEST_VALUE)}`,
    )
    .join(', ');
}

export function waitsForYou(executions: number): string {
  return executions === 1
    ? l10n.t('1 execution waits for you')
    : l10n.t('{0} executions wait for you', executions);
}
