import type { LogLevel } from '../model/logLevel.ts';
import { shorten } from '../model/shorten.ts';
import type { LogNarrowing } from '../kestra/dialect.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';
import { offsetOf, takeWithin } from './page.ts';

export interface LogRequest extends LogNarrowing {
  executionId: string;
  /** At most so many lines, counted from the end. */
  limit: number;
  /** `earlierCursor` of the answer before: goes on upwards from there. */
  cursor?: string | undefined;
  maxBytes?: number | undefined;
}

export interface LogLine {
  time: string;
  level: LogLevel;
  taskId?: string | undefined;
  message: string;
}

export interface LogPage {
  /** In order of time. */
  lines: LogLine[];
  total: number;
  /** Absent when the first line is included. */
  earlierCursor?: string | undefined;
}

/** Longer ones are stack traces and dumps; the start says what it is. */
const LONGEST_MESSAGE = 2_000;

/**
 * The end of an execution's log, since that is where it says what went wrong; earlier lines by cursor.
 *
 * @throws Failure `not_found` (Kestra itself answers with an empty log)
 */
export async function readLogs(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  request: LogRequest,
): Promise<LogPage> {
  const { kestra, signal } = context;
  const entries = await kestra.logs.ofExecution(request.executionId, request, { signal });
  if (entries.length === 0) await getExecution(context, request.executionId);
  const end =
    request.cursor === undefined ? entries.length : Math.min(offsetOf(request.cursor), entries.length);
  const newestFirst = entries
    .slice(Math.max(0, end - request.limit), end)
    .toReversed()
    .map(({ timestamp, level, taskId, message }) => ({
      time: timestamp,
      level,
      taskId,
      message: shortenMessage(message),
    }));
  const lines = takeWithin(newestFirst, request.maxBytes ?? Number.POSITIVE_INFINITY).toReversed();
  const start = end - lines.length;
  return { lines, total: entries.length, earlierCursor: start > 0 ? String(start) : undefined };
}

export function shortenMessage(message: string): string {
  return shorten(message, LONGEST_MESSAGE);
}
