import type { LogEntry } from '../../kestra/schemas.ts';
import { shortenMessage } from '../../operations/readLogs.ts';
import { takeWithin } from '../../operations/page.ts';
import { MOST_BYTES } from './shape.ts';

/** Of no use to a reader, and the same in every line. */
const NOISE = ['tenantId', 'thread', 'deleted'];

/** An entry as Kestra gives it, less what only takes room. */
export function shownEntry(entry: LogEntry): object {
  const telling = Object.entries(entry).filter(([name, value]) => value !== null && !NOISE.includes(name));
  return { ...Object.fromEntries(telling), message: shortenMessage(entry.message) };
}

/** The end of a log, as much of it as fits: that is where it says what went wrong. */
export function lastThatFit<T>(lines: readonly T[]): { lines: T[]; truncated?: string } {
  const last = takeWithin(lines.toReversed(), MOST_BYTES).toReversed();
  if (last.length === lines.length) return { lines: last };
  const truncated = `The last ${last.length} of ${lines.length} lines are shown. Narrow them by min_level or task_id.`;
  return { lines: last, truncated };
}
