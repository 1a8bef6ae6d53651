import { Failure } from '../shared/failure.ts';
import { LOG_LEVELS, type LogLevel } from '../model/logLevel.ts';
import type { LogSearch } from '../kestra/api/logs.ts';
import type { LogNarrowing } from '../kestra/dialect.ts';
import type { Consent } from './consent.ts';
import type { OperationContext } from './context.ts';
import { outcomeOf } from './outcomeOf.ts';
import { entriesOf } from './readLogs.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

export interface DeletedLogs {
  /** False: nothing was deleted, and the rest tells what would be. */
  deleted: boolean;
  lines: number;
  byLevel: Partial<Record<LogLevel, number>>;
  /** ISO instants of the first and the last of them. */
  oldest?: string | undefined;
  newest?: string | undefined;
  /** Lines that are there after all, such as those of an execution that goes on. */
  left?: number | undefined;
}

export interface ExecutionLogsDeletion extends LogNarrowing {
  executionId: string;
  /** Without it nothing is deleted. */
  confirm?: Consent | undefined;
}

export interface FlowLogsDeletion {
  namespace: string;
  flowId: string;
  /** Only what this trigger has logged. */
  triggerId?: string | undefined;
  confirm?: Consent | undefined;
}

/**
 * Deletes lines of an execution's log, or tells exactly which would go: a level takes those above it along.
 *
 * @throws Failure `not_found`
 */
export async function deleteExecutionLogs(
  context: Reader,
  { executionId, confirm, ...narrowing }: ExecutionLogsDeletion,
): Promise<DeletedLogs> {
  const { kestra, signal } = context;
  const entries = await entriesOf(context, executionId, narrowing);
  const counts = LOG_LEVELS.map(
    (name) => [name, entries.filter(({ level }) => level === name).length] as const,
  );
  const impact = {
    lines: entries.length,
    byLevel: levelCounts(counts),
    oldest: entries[0]?.timestamp,
    newest: entries.at(-1)?.timestamp,
  };
  if (confirm === undefined || entries.length === 0) return { deleted: false, ...impact };
  const what = `log of execution ${executionId}`;
  await confirm({ what, impact: wordsFor(impact, { ...narrowing }) });
  await kestra.logs.deleteOfExecution(executionId, narrowing, { signal });
  const left = outcomeOf(
    `Log lines of execution ${executionId} were deleted`,
    kestra.logs.ofExecution(executionId, narrowing, { signal }),
  );
  return { deleted: true, ...impact, left: (await left).length || undefined };
}

/**
 * Deletes the log lines of all executions and triggers of a flow, or tells how many would go.
 *
 * @throws Failure `not_found` when there are neither lines nor such a flow
 */
export async function deleteFlowLogs(
  context: Reader,
  { confirm, ...flow }: FlowLogsDeletion,
): Promise<DeletedLogs> {
  const impact = await impactOnFlow(context, flow);
  if (impact.lines === 0) await requireFlow(context, flow);
  if (confirm === undefined || impact.lines === 0) return { deleted: false, ...impact };
  const { namespace, flowId, triggerId } = flow;
  const what = `log of all executions of flow ${namespace}.${flowId}`;
  await confirm({ what, impact: wordsFor(impact, { triggerId }) });
  await context.kestra.logs.deleteOfFlow(flow, { signal: context.signal });
  const left = await outcomeOf(
    `Log lines of ${flow.namespace}.${flow.flowId} were deleted`,
    countOfFlow(context, flow, 'TRACE'),
  );
  return { deleted: true, ...impact, left: left.total || undefined };
}

/** Lines that are written meanwhile go along: the log of what runs grows with every second. */
function wordsFor(
  { lines, byLevel, oldest, newest }: Omit<DeletedLogs, 'deleted' | 'left'>,
  narrowing: Readonly<Record<string, string | number | undefined>>,
): string[] {
  const levels = Object.entries(byLevel).map(([level, count]) => `${count} ${level}`);
  const only = Object.entries(narrowing).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return [
    `${lines} lines go for good (${levels.join(', ')}), from ${oldest ?? '?'} to ${newest ?? '?'}.`,
    ...(only.length > 0 ? [`Only those of ${only.join(', ')}.`] : []),
  ];
}

type FlowLogs = Omit<FlowLogsDeletion, 'confirm'>;

/** Kestra counts a level with those above it. */
async function impactOnFlow(context: Reader, flow: FlowLogs): Promise<Omit<DeletedLogs, 'deleted' | 'left'>> {
  const [oldest, newest, ...totals] = await Promise.all([
    countOfFlow(context, flow, 'TRACE', 'timestamp:asc'),
    countOfFlow(context, flow, 'TRACE', 'timestamp:desc'),
    ...LOG_LEVELS.map((level) => countOfFlow(context, flow, level)),
  ]);
  const counts = LOG_LEVELS.map((level, index) => {
    const andAbove = totals[index]?.total ?? 0;
    return [level, andAbove - (totals[index + 1]?.total ?? 0)] as const;
  });
  return {
    lines: oldest.total,
    byLevel: levelCounts(counts),
    oldest: oldest.results[0]?.timestamp,
    newest: newest.results[0]?.timestamp,
  };
}

function countOfFlow(
  { kestra, signal }: Reader,
  flow: FlowLogs,
  minLevel: LogLevel,
  sort?: string,
): ReturnType<typeof kestra.logs.search> {
  const search: LogSearch = { ...flow, exactNamespace: true, minLevel, size: 1, sort };
  return kestra.logs.search(search, { signal });
}

async function requireFlow({ kestra, signal }: Reader, { namespace, flowId }: FlowLogs): Promise<void> {
  try {
    await kestra.flows.get({ namespace, id: flowId }, { signal });
  } catch (error) {
    if (!Failure.is(error, 'not_found')) throw error;
    throw error.with({
      message: `There is no flow '${flowId}' in namespace '${namespace}', nor a log of one.`,
    });
  }
}

function levelCounts(counts: readonly (readonly [LogLevel, number])[]): Partial<Record<LogLevel, number>> {
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
