import type { Execution, TaskRun } from '../model/execution.ts';
import { failedTaskRun } from '../model/failedTaskRun.ts';
import type { UiRoot } from '../model/links.ts';
import { presentableRecord } from '../model/presentable.ts';
import { shorten } from '../model/shorten.ts';
import { isTerminated, isWaiting } from '../model/state.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';
import { subflowsOf, summarizeSubflow, type SubflowSummary } from './subflows.ts';
import {
  summarizeExecution,
  summarizeTaskRun,
  type ExecutionSummary,
  type TaskRunSummary,
} from './summary.ts';
import { waitingForm, type WaitingForm } from './waitingForm.ts';

/** One execution with what a person would look at first. */
export interface ExecutionDetails extends ExecutionSummary {
  revision?: number | undefined;
  inputs?: Record<string, unknown> | undefined;
  outputs?: Record<string, unknown> | undefined;
  taskRuns: TaskRunSummary[];
  /** Task runs beyond those shown. */
  taskRunsOmitted?: number | undefined;
  /** What it started through Subflow tasks, the latest first. */
  subflows?: { total: number; executions: SubflowSummary[] } | undefined;
  /** Only while it waits: what it asks for. */
  waitingFor?: WaitingForm | undefined;
  /** Only when something failed: where, and its last words. */
  failure?: ExecutionFailure | undefined;
}

export interface ExecutionFailure {
  taskId: string;
  taskRunId: string;
  /** The last lines of level ERROR of that task run. */
  errors: string[];
}

/** For inputs and outputs each; the whole has to stay readable. */
const MOST_BYTES = 1_500;
const MOST_TASK_RUNS = 20;
const MOST_SUBFLOWS = 5;
const MOST_ERROR_LINES = 5;
const LONGEST_LINE = 300;

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** @throws Failure `not_found` */
export async function inspectExecution(context: Reader, executionId: string): Promise<ExecutionDetails> {
  return describeExecution(context, await getExecution(context, executionId));
}

/** The details of an execution that was just read. */
export async function describeExecution(context: Reader, execution: Execution): Promise<ExecutionDetails> {
  const { kestra, signal } = context;
  const taskRuns = execution.taskRunList ?? [];
  const { current } = execution.state;
  const [outputs, subflows, waitingFor, failure] = await Promise.all([
    isTerminated(current) ? kestra.outputs.ofExecution(execution, { signal }) : undefined,
    taskRuns.length > 0 ? latestSubflows(context, execution) : undefined,
    isWaiting(current) ? waitingForm(context, execution) : undefined,
    current === 'FAILED' || current === 'WARNING' ? describeFailure(context, execution) : undefined,
  ]);
  return {
    ...describeBriefly(execution, kestra.connection),
    outputs: presentableRecord(outputs, MOST_BYTES),
    subflows,
    waitingFor,
    failure,
  };
}

/** What the execution itself says, without asking Kestra for more. */
export function describeBriefly(execution: Execution, ui: UiRoot): ExecutionDetails {
  const taskRuns = execution.taskRunList ?? [];
  const shown = mostTelling(taskRuns);
  return {
    ...summarizeExecution(execution, ui),
    revision: execution.flowRevision,
    inputs: presentableRecord(execution.inputs, MOST_BYTES),
    taskRuns: shown.map(summarizeTaskRun),
    taskRunsOmitted: taskRuns.length > shown.length ? taskRuns.length - shown.length : undefined,
  };
}

async function latestSubflows(context: Reader, { id }: Execution): Promise<ExecutionDetails['subflows']> {
  const { executions, total } = await subflowsOf(context, id, MOST_SUBFLOWS);
  return total > 0 ? { total, executions: executions.map(summarizeSubflow) } : undefined;
}

/** All task runs while there are few, else those that did not simply succeed, in their order. */
function mostTelling(taskRuns: readonly TaskRun[]): readonly TaskRun[] {
  if (taskRuns.length <= MOST_TASK_RUNS) return taskRuns;
  const telling = taskRuns.filter(({ state }) => state.current !== 'SUCCESS');
  return (telling.length > 0 ? telling : taskRuns).slice(-MOST_TASK_RUNS);
}

/** Where an execution failed, and its last words; undefined when no task run did. */
export async function describeFailure(
  { kestra, signal }: Reader,
  execution: Execution,
): Promise<ExecutionFailure | undefined> {
  const taskRun = failedTaskRun(execution);
  if (taskRun === undefined) return undefined;
  const log = await kestra.logs.ofExecution(
    execution.id,
    { minLevel: 'ERROR', taskRunId: taskRun.id },
    { signal },
  );
  const errors = log.slice(-MOST_ERROR_LINES).map(({ message }) => shorten(message.trim(), LONGEST_LINE));
  return { taskId: taskRun.taskId, taskRunId: taskRun.id, errors };
}
