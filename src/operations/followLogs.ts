import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';
import { inStateSince, type Execution } from '../model/execution.ts';
import type { LogLevel } from '../model/logLevel.ts';
import { logCursor, LogLines, linesAfter } from '../model/logLines.ts';
import { shorten } from '../model/shorten.ts';
import type { State } from '../model/state.ts';
import type { LogEntry } from '../kestra/schemas.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';
import { takeWithin } from './page.ts';
import { logLine, type LogLine } from './readLogs.ts';
import { followUntilSettled, isSettled } from './settle.ts';

export interface FollowRequest {
  executionId: string;
  minLevel?: LogLevel | undefined;
  taskId?: string | undefined;
  waitSeconds: number;
  /** Of the answer before: only what came after. */
  cursor?: string | undefined;
  maxBytes?: number | undefined;
}

export interface FollowedLogs {
  /** New lines in order of time, the newest that fit. */
  lines: LogLine[];
  /** New lines before those. */
  omitted?: number | undefined;
  state: State;
  /** Nothing more is to come: it has ended, or waits for somebody. */
  ended: boolean;
  /** To go on from; absent while there has been no line at all. */
  cursor?: string | undefined;
}

/** The last lines are written a moment after the execution has ended. */
const GRACE_MS = 2_000;
const PROGRESS_EVERY_MS = 200;
const LONGEST_PROGRESS = 200;

/**
 * Follows the log of an execution until it ends, waits for somebody, or the time is over, with new lines as progress.
 * Kestra's own stream never ends; here it is closed whatever happens.
 *
 * @throws Failure `not_found`; `cancelled`; `invalid` for a cursor that is none
 */
export async function followLogs(context: OperationContext, request: FollowRequest): Promise<FollowedLogs> {
  const { kestra, signal } = context;
  const { executionId, minLevel, taskId } = request;
  linesAfter([], request.cursor);
  await getExecution(context, executionId);
  const heard = new LogLines<LogEntry>();
  const closing = new AbortController();
  const stream = listen(context, request, heard, AbortSignal.any([signal, closing.signal]));
  let execution: Execution;
  try {
    const silently = { ...context, progress: undefined };
    execution = await followUntilSettled(silently, executionId, request.waitSeconds * 1000);
    if (isSettled(execution)) await grace(execution, signal);
  } finally {
    closing.abort();
    await stream;
  }
  // Stored lines are the truth; those that were heard may not be stored yet.
  const stored = await kestra.logs.ofExecution(executionId, { minLevel, taskId }, { signal });
  const all = heard.mergedInto(stored);
  const fresh = linesAfter(all, request.cursor);
  const newestFirst = fresh.map(logLine).toReversed();
  const lines = takeWithin(newestFirst, request.maxBytes ?? Number.POSITIVE_INFINITY).toReversed();
  return {
    lines,
    omitted: fresh.length > lines.length ? fresh.length - lines.length : undefined,
    state: execution.state.current,
    ended: isSettled(execution),
    cursor: logCursor(all),
  };
}

/** Collects what the stream says until it is closed. A stream that breaks costs nothing but progress. */
async function listen(
  context: OperationContext,
  { executionId, minLevel, taskId, cursor }: FollowRequest,
  heard: LogLines<LogEntry>,
  signal: AbortSignal,
): Promise<void> {
  let saidAt = 0;
  try {
    for await (const line of context.kestra.logs.follow(executionId, minLevel, signal)) {
      if (taskId !== undefined && line.taskId !== taskId) continue;
      if (!heard.add(line) || linesAfter([line], cursor).length === 0) continue;
      if (Date.now() - saidAt < PROGRESS_EVERY_MS) continue;
      saidAt = Date.now();
      const task = line.taskId === undefined ? '' : `${line.taskId}: `;
      context.progress?.({ message: shorten(`${task}${line.message}`, LONGEST_PROGRESS) });
    }
  } catch {
    // The stored lines are read at the end.
  }
}

/** Waits for the rest of two seconds since the execution came into its state. */
async function grace(execution: Execution, signal: AbortSignal): Promise<void> {
  const since = Date.now() - Date.parse(inStateSince(execution) ?? '');
  const left = Math.min(GRACE_MS, GRACE_MS - since);
  if (!(left > 0)) return;
  await sleep(left, undefined, { signal }).catch((error: unknown) => {
    throw new Failure('cancelled', 'The call was cancelled.', { cause: error });
  });
}
