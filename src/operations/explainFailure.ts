import { Failure } from '../shared/failure.ts';
import { durationSeconds } from '../model/duration.ts';
import type { Execution, TaskRun } from '../model/execution.ts';
import { failedTaskRun, startedByTaskRun } from '../model/failedTaskRun.ts';
import { presentableRecord } from '../model/presentable.ts';
import { shorten } from '../model/shorten.ts';
import { sourceDiff } from '../model/sourceDiff.ts';
import { taskSource } from '../model/taskSource.ts';
import type { OperationContext } from './context.ts';
import { getExecution, isOfFlow } from './findExecution.ts';
import { readLogs, type LogLine } from './readLogs.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

/** Everything that one looks up to find out why an execution failed. */
export interface FailureDossier {
  /** The execution that was asked about, and what can be done with it. */
  execution: ExecutionSummary;
  /** Where it began; in a subflow that is another execution than the one asked about. */
  origin: {
    executionId: string;
    namespace: string;
    flowId: string;
    taskId?: string | undefined;
    taskRunId?: string | undefined;
    attempts?: number | undefined;
    /** YAML of the task. */
    task?: string | undefined;
    inputs?: Record<string, unknown> | undefined;
  };
  /** Executions from the one asked about down to the origin, when subflows are between. */
  path?: string[] | undefined;
  /** The last lines that the failing task wrote. */
  log: LogLine[];
  history: FailureHistory;
}

/** How the flow of the origin did before. */
export interface FailureHistory {
  lastSuccess?:
    | { executionId: string; started?: string | undefined; seconds?: number | undefined }
    | undefined;
  /** Failures in a row up to this one, as far as looked. */
  failuresInARow: number;
  /** What changed in the flow since it last succeeded; absent when nothing did. */
  changesSince?: string | undefined;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

const DEEPEST = 8;
const LOG_LINES = 15;
const LOG_BYTES = 2_000;
const TASK_CHARACTERS = 800;
const DIFF_CHARACTERS = 1_200;
const INPUT_BYTES = 500;
const LOOKED_BACK = 25;

/** @throws Failure `conflict` for an execution that did not fail */
export async function explainFailure(context: Reader, executionId: string): Promise<FailureDossier> {
  const execution = await getExecution(context, executionId);
  requireFailed(execution);
  const path = await pathToOrigin(context, execution);
  const origin = path.at(-1) ?? execution;
  const taskRun = failedTaskRun(origin);
  const reading = sourceOf(context, origin);
  const [source, log, history] = await Promise.all([
    reading,
    lastLines(context, origin, taskRun),
    historyOf(context, origin, reading),
  ]);
  const task = taskRun && source ? taskSource(source, taskRun.taskId) : undefined;
  return {
    execution: summarizeExecution(execution, context.kestra.connection),
    origin: {
      executionId: origin.id,
      namespace: origin.namespace,
      flowId: origin.flowId,
      taskId: taskRun?.taskId,
      taskRunId: taskRun?.id,
      attempts: taskRun?.attempts?.length,
      task: task && shorten(task, TASK_CHARACTERS),
      inputs: presentableRecord(origin.inputs, INPUT_BYTES),
    },
    path: path.length > 1 ? path.map(({ id }) => id) : undefined,
    log,
    history,
  };
}

function requireFailed({ id, namespace, flowId, state }: Execution): void {
  if (state.current === 'FAILED' || state.current === 'WARNING') return;
  throw new Failure(
    'conflict',
    `Execution ${id} of ${namespace}.${flowId} is ${state.current}: it did not fail.`,
    {
      hint: 'Look at the execution itself to see how it is.',
    },
  );
}

/** Follows failed Subflow tasks down to the execution in which something really broke. */
async function pathToOrigin({ kestra, signal }: Reader, top: Execution): Promise<Execution[]> {
  const path = [top];
  for (let current = top; path.length < DEEPEST;) {
    const failed = failedTaskRun(current);
    const search = { triggeredBy: current.id, states: ['FAILED', 'WARNING'] as const, size: 100 };
    const { results } = await kestra.executions.search(search, { signal });
    const child = results.find(
      (execution) => failed !== undefined && startedByTaskRun(execution) === failed.id,
    );
    if (child === undefined) break;
    current = await kestra.executions.get(child.id, { signal });
    path.push(current);
  }
  return path;
}

/** Without the right to read flows the rest still helps. */
async function sourceOf(
  { kestra, signal }: Reader,
  { namespace, flowId: id, flowRevision: revision }: Execution,
): Promise<string | undefined> {
  const flow = await kestra.flows.get({ namespace, id, revision }, { signal }).catch(() => undefined);
  return flow?.source;
}

/** Some failures are told for the execution as a whole only, such as an input that cannot be rendered. */
async function lastLines(
  context: Reader,
  { id }: Execution,
  taskRun: TaskRun | undefined,
): Promise<LogLine[]> {
  const request = { executionId: id, limit: LOG_LINES, maxBytes: LOG_BYTES, minLevel: 'DEBUG' as const };
  if (taskRun !== undefined) {
    const { lines } = await readLogs(context, { ...request, taskRunId: taskRun.id });
    if (lines.length > 0) return lines;
  }
  return (await readLogs(context, request)).lines;
}

async function historyOf(
  context: Reader,
  origin: Execution,
  source: Promise<string | undefined>,
): Promise<FailureHistory> {
  const { kestra, signal } = context;
  const { namespace, flowId } = origin;
  const search = { namespace, flowId, startedBefore: origin.state.startDate, size: LOOKED_BACK };
  const { results } = await kestra.executions.search({ ...search, sort: 'state.startDate:desc' }, { signal });
  const earlier = results.filter((other) => isOfFlow(origin)(other) && other.id !== origin.id);
  const succeeded = earlier.findIndex(({ state }) => state.current === 'SUCCESS');
  const since = succeeded === -1 ? earlier : earlier.slice(0, succeeded);
  const success = earlier[succeeded];
  return {
    lastSuccess: success && {
      executionId: success.id,
      started: success.state.startDate,
      seconds: durationSeconds(success.state.duration),
    },
    failuresInARow: 1 + since.filter(({ state }) => state.current === 'FAILED').length,
    changesSince: success && (await changesSince(context, success, origin, source)),
  };
}

async function changesSince(
  context: Reader,
  success: Execution,
  { flowRevision }: Execution,
  after: Promise<string | undefined>,
): Promise<string | undefined> {
  if (success.flowRevision === flowRevision) return undefined;
  const [before, now] = await Promise.all([sourceOf(context, success), after]);
  if (before === undefined || now === undefined) return undefined;
  const diff = sourceDiff(
    { name: `revision ${success.flowRevision}`, source: before },
    { name: `revision ${flowRevision}`, source: now },
  );
  return diff && shorten(diff, DIFF_CHARACTERS);
}
