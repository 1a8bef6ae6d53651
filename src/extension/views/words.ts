import { humanDuration } from '../../model/duration.ts';

const LONGEST_VALUE = 24;

/** How long ago an ISO instant was, in its largest unit: `3h`, `12m`; below a minute `<1m`, so that rows stand still. */
export function age(since: string | undefined, now: number): string | undefined {
  const seconds = since === undefined ? Number.NaN : (now - Date.parse(since)) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return seconds < 60 ? '<1m' : humanDuration(seconds).split(' ')[0];
}

/** The beginning of an id, as Kestra's own pages show it. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** Inputs or labels in a few words: `order: 4711, amount: 129.9`. */
export function brief(record: Readonly<Record<string, unknown>> | undefined): string {
  return Object.entries(record ?? {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${key}: ${cut(typeof value === 'string' ? value : JSON.stringify(value))}`)
    .join(', ');
}

function cut(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

/** `1 execution waits`, `3 executions wait`. */
export function count(amount: number, singular: string, plural: string): string {
  return `${amount} ${amount === 1 ? singular : plural}`;
}
