import { Failure } from '../shared/failure.ts';
import { durationSeconds } from '../model/duration.ts';
import type { Execution, TaskRun } from '../model/execution.ts';
import { failedTaskRun, startedByTaskRun } from '../model/failedTaskRun.ts';
import { presentableRecord } from '../model/presentable.ts';
import { shorten } from '../model/shorten.ts';
import { taskSource } from '../model/taskSource.ts';
import type { OperationContext } from './context.ts';
import { executedSource } from './executedFlow.ts';
import { failureHistory, type FailureHistory } from './failureHistory.ts';
import { getExecution } from './findExecution.ts';
import { takeWithin } from './page.ts';
import { entriesOf, logLine, type LogLine } from './readLogs.ts';
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
    /** How long the execution took, to compare with the last success. */
    seconds?: number | undefined;
    /** YAML of the task. */
    task?: string | undefined;
    inputs?: Record<string, unknown> | undefined;
  };
  /** Executions from the one asked about down to the origin, when subflows are between. */
  path?: string[] | undefined;
  /** The last errors of the failing task, with what it wrote before and after. */
  log: LogLine[];
  history: FailureHistory;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

const DEEPEST = 8;
const LOG_LINES = 15;
/** Lines told after the last error. */
const LINES_AFTER = 2;
const LONGEST_MESSAGE = 1_000;
const LOG_BYTES = 2_000;
const TASK_CHARACTERS = 800;
const INPUT_BYTES = 500;

/** @throws Failure `conflict` for an execution that did not fail */
export async function explainFailure(context: Reader, executionId: string): Promise<FailureDossier> {
  const execution = await getExecution(context, executionId);
  requireFailed(execution);
  const path = await pathToOrigin(context, execution);
  const origin = path.at(-1) ?? execution;
  const taskRun = failedTaskRun(origin);
  const reading = executedSource(context, origin);
  const [source, log, history] = await Promise.all([
    reading,
    tellingLines(context, origin, taskRun),
    failureHistory(context, origin, reading),
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
      seconds: durationSeconds(origin.state.duration),
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

/** Some failures are told for the execution as a whole only, such as an input that cannot be rendered. */
async function tellingLines(
  context: Reader,
  { id }: Execution,
  taskRun: TaskRun | undefined,
): Promise<LogLine[]> {
  const narrowing = { minLevel: 'DEBUG' as const };
  const ofTask = taskRun && (await entriesOf(context, id, { ...narrowing, taskRunId: taskRun.id }));
  const entries = ofTask?.length ? ofTask : await entriesOf(context, id, narrowing);
  const lastError = entries.findLastIndex(({ level }) => level === 'ERROR');
  const end = lastError === -1 ? entries.length : lastError + 1 + LINES_AFTER;
  const newestFirst = entries
    .slice(0, end)
    .slice(-LOG_LINES)
    .toReversed()
    .map((entry) => ({ ...logLine(entry), message: shorten(entry.message, LONGEST_MESSAGE) }));
  return takeWithin(newestFirst, LOG_BYTES).toReversed();
}
