import { humanDuration } from '../model/duration.ts';
import type { Span } from './messages.ts';

/** How long something took or takes, in milliseconds. */
export function lengthOf({ start, end }: Span, now: number): number | undefined {
  return start === undefined ? undefined : Math.max(0, (end ?? now) - start);
}

/** A duration as people compare it: `35ms`, `1.25s`, `3m 20s`. */
export function shortDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)}ms`;
  if (milliseconds < 60_000)
    return `${Number((milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 2 : 1))}s`;
  return humanDuration(milliseconds / 1_000);
}

/** A duration that is watched: it stands still between two seconds. */
export function tickingDuration(milliseconds: number): string {
  return humanDuration(Math.floor(milliseconds / 1_000));
}

/** Bytes as people read them: `512 B`, `1.5 KB`, `20 MB`. */
export function fileSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const unit = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const amount = bytes / 1024 ** unit;
  return `${Number(amount.toFixed(amount < 10 ? 1 : 0))} ${units[unit]}`;
}
