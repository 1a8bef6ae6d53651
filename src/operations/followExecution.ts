import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../shared/failure.ts';
import { inStateSince, type Execution } from '../model/execution.ts';
import type { LogLines } from '../model/logLines.ts';
import { isTerminated } from '../model/state.ts';
import type { LogEntry } from '../kestra/schemas.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';

/** Whoever wants to see an execution live. */
export interface ExecutionListener {
  /** The execution as it is now; may be told again unchanged. */
  execution(execution: Execution): void;
  /** Lines that are not among those heard before. */
  lines(lines: LogEntry[]): void;
  /** What was told is old, and why; undefined once it is live again. Trying goes on. */
  trouble(failure: Failure | undefined): void;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A stream that has lost its other end stays silent like one of an execution that waits: it is begun anew. */
const STREAM_MS = 30_000;
const BATCH_MS = 100;
/** The last lines are written a moment after the execution has ended. */
const GRACE_MS = 2_000;

/** Failures that trying again does not mend. */
const FINAL = ['not_found', 'forbidden', 'unauthenticated', 'refused'] as const;

/**
 * Tells an execution and its log by streams as they change, until it has ended and its log is whole, or the signal
 * says so. Where streams are not to be had it asks again and again, more rarely while Kestra does not answer.
 *
 * @param heard lines that were told before; the new ones are added
 * @throws Failure that trying again does not mend, such as `not_found`
 */
export async function followExecution(
  context: Reader,
  executionId: string,
  heard: LogLines<LogEntry>,
  listener: ExecutionListener,
): Promise<void> {
  const { signal } = context;
  const execution = await persistently(signal, listener, async () => read(context, executionId, listener));
  if (execution === undefined) return;
  if (!isTerminated(execution.state.current)) {
    const ended = new AbortController();
    const reader = { ...context, signal: AbortSignal.any([signal, ended.signal]) };
    const lines = followLines(reader, executionId, heard, listener);
    try {
      await followStates(context, executionId, listener);
    } finally {
      ended.abort();
      await lines;
    }
  } else await slept(graceLeft(execution), signal);
  await persistently(signal, listener, () => tellStored(context, executionId, heard, listener));
}

/** Tells the states until the execution has ended, and a moment longer, for its last lines. */
async function followStates(
  context: Reader,
  executionId: string,
  listener: ExecutionListener,
): Promise<void> {
  const { signal } = context;
  const ended = await persistently(signal, listener, async () => {
    await followStream(context, executionId, listener);
    // A stream that ends or breaks is no verdict.
    const execution = await read(context, executionId, listener);
    return isTerminated(execution.state.current) ? execution : undefined;
  });
  if (ended !== undefined) await slept(graceLeft(ended), signal);
}

/** Tells what the stream of states says, while there is one. */
async function followStream(
  { kestra, signal }: Reader,
  executionId: string,
  listener: ExecutionListener,
): Promise<void> {
  const streamSignal = AbortSignal.any([signal, AbortSignal.timeout(STREAM_MS)]);
  try {
    for await (const execution of kestra.executions.follow(executionId, streamSignal)) {
      listener.trouble(undefined);
      listener.execution(execution);
      if (isTerminated(execution.state.current)) break;
    }
  } catch {
    // Reading the execution says whether Kestra is away or only its stream.
  }
}

/** Tells lines until the signal says so. A log that is not to be had for a while is read in the end. */
async function followLines(
  context: Reader,
  executionId: string,
  heard: LogLines<LogEntry>,
  listener: ExecutionListener,
): Promise<void> {
  const { kestra, signal } = context;
  const batch = batched((lines: LogEntry[]) => listener.lines(lines));
  const silent = { trouble: () => {} };
  await persistently(signal, silent, async () => {
    await tellStored(context, executionId, heard, listener);
    for await (const line of kestra.logs.follow(executionId, undefined, signal)) {
      if (heard.add(line)) batch.add(line);
    }
  }).catch(() => {});
  batch.flush();
}

async function read(context: Reader, executionId: string, listener: ExecutionListener): Promise<Execution> {
  const execution = await getExecution(context, executionId);
  listener.trouble(undefined);
  listener.execution(execution);
  return execution;
}

async function tellStored(
  { kestra, signal }: Reader,
  executionId: string,
  heard: LogLines<LogEntry>,
  listener: ExecutionListener,
): Promise<true> {
  const stored = await kestra.logs.ofExecution(executionId, {}, { signal });
  const fresh = stored.filter((line) => heard.add(line));
  if (fresh.length > 0) listener.lines(fresh);
  return true;
}

/**
 * Does it until it yields something, with longer and longer pauses while it fails.
 *
 * @returns undefined when the signal ended it
 * @throws Failure that trying again does not mend
 */
async function persistently<T>(
  signal: AbortSignal,
  listener: Pick<ExecutionListener, 'trouble'>,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
      pause = FIRST_PAUSE_MS;
    } catch (error) {
      if (signal.aborted) return undefined;
      const failure = Failure.from(error);
      if (Failure.is(failure, ...FINAL)) throw failure;
      listener.trouble(failure);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
    await slept(pause, signal);
  }
  return undefined;
}

function batched<T>(tell: (items: T[]) => void): { add(item: T): void; flush(): void } {
  let items: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const told = items;
    items = [];
    if (told.length > 0) tell(told);
  };
  const add = (item: T): void => {
    items.push(item);
    timer ??= setTimeout(flush, BATCH_MS);
  };
  return { add, flush };
}

function graceLeft(execution: Execution): number {
  const since = Date.now() - Date.parse(inStateSince(execution) ?? '');
  return since >= 0 && since < GRACE_MS ? GRACE_MS - since : 0;
}

async function slept(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal }).catch(() => {});
}
