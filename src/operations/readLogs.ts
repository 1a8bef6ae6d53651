import { Failure } from '../shared/failure.ts';
import type { LogLevel } from '../model/logLevel.ts';
import { shorten } from '../model/shorten.ts';
import type { LogNarrowing } from '../kestra/dialect.ts';
import type { LogEntry } from '../kestra/schemas.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';
import { offsetOf, pageWithin, takeWithin } from './page.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

export interface LogRequest extends LogNarrowing {
  executionId: string;
  /** Only lines that hold this text, in capitals or not. */
  text?: string | undefined;
  /** Where to begin; the end without it, since there it says what went wrong. */
  from?: 'head' | 'tail' | undefined;
  /** At most so many lines. */
  limit: number;
  /** `nextCursor` of the answer before: goes on from there, downwards from the head, upwards from the tail. */
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
  /** Of the lines that meet the request. */
  total: number;
  /** Absent when the last line in this direction is included. */
  nextCursor?: string | undefined;
}

/** Longer ones are stack traces and dumps; the start says what it is. */
const LONGEST_MESSAGE = 2_000;

/**
 * A part of an execution's log, counted from its end or its start, and the rest by cursor.
 *
 * @throws Failure `not_found` (Kestra itself answers with an empty log)
 */
export async function readLogs(context: Reader, request: LogRequest): Promise<LogPage> {
  const entries = await entriesOf(context, request.executionId, request);
  const found = entries.filter(holds(request.text));
  return request.from === 'head' ? pageDown(found, request) : pageUp(found, request);
}

/**
 * The lines of an execution that meet the conditions.
 *
 * @throws Failure `not_found`, or `invalid` for conditions of which Kestra would silently ignore one
 */
export async function entriesOf(
  context: Reader,
  executionId: string,
  narrowing: LogNarrowing,
): Promise<LogEntry[]> {
  requireApplicable(narrowing);
  const { kestra, signal } = context;
  const entries = await kestra.logs.ofExecution(executionId, narrowing, { signal });
  if (entries.length === 0) await getExecution(context, executionId);
  return entries;
}

export function logLine({ timestamp, level, taskId, message }: LogEntry): LogLine {
  return { time: timestamp, level, taskId, message: shortenMessage(message) };
}

export function shortenMessage(message: string): string {
  return shorten(message, LONGEST_MESSAGE);
}

/** @throws Failure `invalid` for conditions of which Kestra would silently ignore one */
export function requireApplicable({ taskId, taskRunId, attempt }: LogNarrowing): void {
  const reason =
    taskId !== undefined && taskRunId !== undefined
      ? 'a task and a task run are both given'
      : attempt !== undefined && taskRunId === undefined
        ? 'an attempt is one of a task run, which is not given'
        : undefined;
  if (reason !== undefined) throw new Failure('invalid', `These lines cannot be told apart: ${reason}.`);
}

function holds(text: string | undefined): (entry: LogEntry) => boolean {
  if (text === undefined) return () => true;
  const wanted = text.toLowerCase();
  return ({ message }) => message.toLowerCase().includes(wanted);
}

function pageUp(found: readonly LogEntry[], { cursor, limit, maxBytes }: LogRequest): LogPage {
  const end = cursor === undefined ? found.length : Math.min(offsetOf(cursor), found.length);
  const newestFirst = found
    .slice(Math.max(0, end - limit), end)
    .toReversed()
    .map(logLine);
  const lines = takeWithin(newestFirst, maxBytes ?? Number.POSITIVE_INFINITY).toReversed();
  const start = end - lines.length;
  return { lines, total: found.length, nextCursor: start > 0 ? String(start) : undefined };
}

function pageDown(found: readonly LogEntry[], request: LogRequest): LogPage {
  const { items, total, nextCursor } = pageWithin(found.map(logLine), request);
  return { lines: items, total, nextCursor };
}
