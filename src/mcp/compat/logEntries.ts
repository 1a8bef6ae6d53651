import type { LogEntry } from '../../kestra/schemas.ts';
import { getExecution } from '../../operations/findExecution.ts';
import { shortenMessage } from '../../operations/readLogs.ts';
import { takeWithin } from '../../operations/page.ts';
import type { ToolContext } from '../tool.ts';
import type { LogNarrowing } from '../../kestra/dialect.ts';
import { MOST_BYTES } from './shape.ts';

/** Of no use to a reader, and the same in every line. */
const NOISE = ['tenantId', 'thread', 'deleted'];

/** An entry as Kestra gives it, less what only takes room. */
export function shownEntry(entry: LogEntry): object {
  const telling = Object.entries(entry).filter(([name, value]) => value !== null && !NOISE.includes(name));
  return { ...Object.fromEntries(telling), message: shortenMessage(entry.message) };
}

/** @throws Failure `not_found` (Kestra itself answers with an empty log) */
export async function entriesOf(
  context: ToolContext,
  executionId: string,
  narrowing: LogNarrowing,
): Promise<LogEntry[]> {
  const { kestra, signal } = context;
  const entries = await kestra.logs.ofExecution(executionId, narrowing, { signal });
  if (entries.length === 0) await getExecution(context, executionId);
  return entries;
}

/** The end of a log, as much of it as fits: that is where it says what went wrong. */
export function lastThatFit<T>(lines: readonly T[]): { lines: T[]; truncated?: string } {
  const last = takeWithin(lines.toReversed(), MOST_BYTES).toReversed();
  if (last.length === lines.length) return { lines: last };
  const truncated = `The last ${last.length} of ${lines.length} lines are shown. Narrow them by min_level or task_id.`;
  return { lines: last, truncated };
}
