import { durationText, millisecondsText, secondsText } from '../l10n/durationText.ts';
import type { Span } from './messages.ts';

/** How long something took or takes, in milliseconds. */
export function lengthOf({ start, end }: Span, now: number): number | undefined {
  return start === undefined ? undefined : Math.max(0, (end ?? now) - start);
}

/** A duration as people compare it: `35ms`, `1.25s`, `3m 20s`. */
export function shortDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return millisecondsText(milliseconds);
  if (milliseconds < 60_000) return secondsText(milliseconds / 1_000, milliseconds < 10_000 ? 2 : 1);
  return durationText(milliseconds / 1_000);
}

/** A duration that is watched: it stands still between two seconds. */
export function tickingDuration(milliseconds: number): string {
  return durationText(Math.floor(milliseconds / 1_000));
}
