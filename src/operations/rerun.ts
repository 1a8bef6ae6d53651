import { Failure } from '../shared/failure.ts';
import type { Execution, TaskRun } from '../model/execution.ts';
import { isTerminated } from '../model/state.ts';
import { successorsOf } from '../model/successors.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { findTaskRun, type TaskRunTarget } from './findTaskRun.ts';
import { executionGraph } from './flowGraph.ts';
import { killExecution } from './kill.ts';
import { outcomeOf } from './outcomeOf.ts';
import { replayExecutions } from './replay.ts';
import { restartExecution } from './restart.ts';
import {
  summarizeExecution,
  summarizeTaskRun,
  type ExecutionSummary,
  type TaskRunSummary,
} from './summary.ts';
import { pollExecution } from './wait.ts';

/**
 * What of an execution runs again. `all`: everything, as a new execution. `failed`: what failed and what comes after
 * it, in place. `from_task`: a task and what comes after it, as a new execution. `only_task`: the same, stopped before
 * what comes after.
 */
export const RERUNS = ['all', 'failed', 'from_task', 'only_task'] as const;
export type Rerun = (typeof RERUNS)[number];

export interface RerunArguments extends TaskRunTarget {
  executionId: string;
  what: Rerun;
  /** On the flow as it is now; not for `failed`. */
  latestRevision?: boolean | undefined;
  /** After `only_task`: the execution is killed instead of left at its breakpoint. */
  killAfter?: boolean | undefined;
  /** How long `only_task` may take, in seconds. */
  waitSeconds?: number | undefined;
}

export interface RerunResult {
  /** Another than the original's, unless what failed goes on in place. */
  execution: ExecutionSummary;
  isNew: boolean;
  /** The task that alone was to run, as it is now. */
  taskRun?: TaskRunSummary | undefined;
  /** The tasks before which it stops. */
  stopsBefore?: string[] | undefined;
  /** What one should know of it. */
  note: string;
}

const NOTES: Readonly<Record<Exclude<Rerun, 'only_task'>, string>> = {
  all: 'A new execution with the same inputs; the original stays as it is.',
  failed:
    'The same execution goes on: what succeeded is kept, what failed runs again, and then what comes after it.',
  from_task: 'A new execution: results before the task are kept, the task and all after it run again.',
};
const USUAL_WAIT_SECONDS = 20;

/** Runs an execution again in one of the ways of a build server. @throws Failure `conflict`, `not_found`, `invalid` */
export async function rerunExecution(context: OperationContext, args: RerunArguments): Promise<RerunResult> {
  const { executionId, what } = args;
  if (what === 'failed') {
    if (args.latestRevision) throw notInPlace();
    const execution = await restartExecution(context, { executionId });
    return { execution, isNew: false, note: NOTES.failed };
  }
  if (what === 'all') return { execution: await replay(context, args, {}), isNew: true, note: NOTES.all };
  const original = await getExecution(context, executionId);
  const taskRun = findTaskRun(original, args);
  if (what === 'only_task') return rerunTask(context, args, { original, taskRun });
  const execution = await replay(context, args, { taskRunId: taskRun.id });
  return { execution, isNew: true, note: NOTES.from_task };
}

function notInPlace(): Failure {
  return new Failure('invalid', 'What failed goes on in place, on the revision that ran.', {
    hint: 'To run it on the latest revision, rerun from_task.',
  });
}

/** Kestra cannot run a task alone: the replay is stopped by breakpoints at whatever follows it. */
async function rerunTask(
  context: OperationContext,
  args: RerunArguments,
  { original, taskRun }: { original: Execution; taskRun: TaskRun },
): Promise<RerunResult> {
  requireAllowed('replay', original);
  const { graph } = await executionGraph(context, original.id);
  const followers = successorsOf(graph, taskRun.taskId);
  const breakpoints = followers.map((task) => breakpointAt(original, { task, value: taskRun.value }));
  const { id } = await replay(context, args, { taskRunId: taskRun.id, breakpoints });
  context.progress?.({ message: `Running ${taskRun.taskId} in ${id}` });
  const waitMs = (args.waitSeconds ?? USUAL_WAIT_SECONDS) * 1_000;
  const stopped = await outcomeOf(
    `Execution ${id} was started`,
    pollExecution(context, id, hasStopped, waitMs),
  );
  const isKilled = args.killAfter && stopped.state.current === 'BREAKPOINT';
  const execution = isKilled
    ? (await killExecution(context, id)).execution
    : summarizeExecution(stopped, context.kestra.connection);
  const now = stopped.taskRunList?.findLast(
    (run) => run.taskId === taskRun.taskId && run.value === taskRun.value,
  );
  return {
    execution,
    isNew: true,
    taskRun: now && summarizeTaskRun(now),
    stopsBefore: followers.length > 0 ? followers : undefined,
    note: noteOn(stopped, { followers, isKilled: isKilled ?? false }),
  };
}

/** Of an iteration only the same one is meant. */
function breakpointAt(
  { taskRunList = [] }: Execution,
  { task, value }: { task: string; value: string | undefined },
): string {
  const isIterated =
    value !== undefined && taskRunList.some((run) => run.taskId === task && run.value === value);
  return isIterated ? `${task}.${value}` : task;
}

function hasStopped({ state }: Execution): boolean {
  return state.current === 'BREAKPOINT' || state.current === 'PAUSED' || isTerminated(state.current);
}

function noteOn(
  { state }: Execution,
  { followers, isKilled }: { followers: readonly string[]; isKilled: boolean },
): string {
  const how = 'Kestra cannot run a task alone: this is a new execution with the results before the task';
  if (followers.length === 0) return `${how}. Nothing comes after the task, so it ran to its end.`;
  if (isKilled) return `${how}, killed before what comes after. The original stays as it is.`;
  if (state.current === 'BREAKPOINT') {
    return `${how}, waiting before what comes after: resume_from_breakpoint goes on, kill_execution ends it.`;
  }
  return `${how}, with breakpoints before what comes after.`;
}

async function replay(
  context: OperationContext,
  { executionId, latestRevision }: RerunArguments,
  from: { taskRunId?: string; breakpoints?: string[] },
): Promise<ExecutionSummary> {
  const [outcome] = await replayExecutions(context, { executionIds: [executionId], latestRevision, ...from });
  if (outcome?.replayed) return outcome.execution;
  throw outcome?.failure ?? new Failure('unexpected', `Execution ${executionId} was not replayed.`);
}
