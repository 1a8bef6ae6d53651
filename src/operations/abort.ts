import { Failure } from '../shared/failure.ts';
import type { Execution, TaskRun } from '../model/execution.ts';
import { isTerminated } from '../model/state.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { findTaskRun, type TaskRunTarget } from './findTaskRun.ts';
import { killExecution, type KillResult } from './kill.ts';
import { subflowsOf } from './subflows.ts';
import {
  summarizeExecution,
  summarizeTaskRun,
  type ExecutionSummary,
  type TaskRunSummary,
} from './summary.ts';

export interface AbortResult {
  /** False: nothing was stopped; the choices say what can be. */
  aborted: boolean;
  /** The execution that was named, as it is now. */
  execution: ExecutionSummary;
  taskRun?: TaskRunSummary | undefined;
  /** What was killed along with it, or for the task. */
  killed: ExecutionSummary[];
  stillRunning: ExecutionSummary[];
  choices?: AbortChoice[] | undefined;
}

/** A way to stop something near what was wanted. */
export interface AbortChoice {
  tool: string;
  /** What it would do here, to what else. */
  effect: string;
}

const MOST_SUBFLOWS = 100;

/** Stops an execution and its subflows for good, and waits for the end. @throws Failure `conflict` when it has ended */
export async function abortExecution(context: OperationContext, executionId: string): Promise<AbortResult> {
  const {
    killed: aborted,
    execution,
    killedSubflows,
    stillRunning,
  } = await killExecution(context, executionId);
  return { aborted, execution, killed: killedSubflows, stillRunning };
}

/**
 * Stops one task of an execution. Kestra can do that only for a task that runs a subflow, by killing the execution of
 * that; for any other nothing is stopped, and the ways to stop more are told.
 *
 * @throws Failure `conflict` when the task or the execution has ended
 */
export async function abortTask(
  context: OperationContext,
  { executionId, ...target }: TaskRunTarget & { executionId: string },
): Promise<AbortResult> {
  const before = await getExecution(context, executionId);
  requireAllowed('kill', before);
  const taskRun = findTaskRun(before, target);
  if (isTerminated(taskRun.state.current)) throw taskEnded(taskRun);
  const children = await childrenOf(context, executionId, taskRun);
  const kills: KillResult[] = [];
  for (const { id } of children) kills.push(await killExecution(context, id));
  const after = children.length === 0 ? before : await getExecution(context, executionId);
  return {
    aborted: kills.length > 0 && kills.every(({ killed }) => killed),
    execution: summarizeExecution(after, context.kestra.connection),
    taskRun: summarizeTaskRun(after.taskRunList?.find(({ id }) => id === taskRun.id) ?? taskRun),
    killed: kills.flatMap(({ execution, killedSubflows }) => [execution, ...killedSubflows]),
    stillRunning: kills.flatMap(({ stillRunning }) => stillRunning),
    choices: children.length === 0 ? choicesFor(before, taskRun) : undefined,
  };
}

/** The executions that a task run started and that have not ended. */
async function childrenOf(
  context: OperationContext,
  executionId: string,
  taskRun: TaskRun,
): Promise<Execution[]> {
  const { executions } = await subflowsOf(context, executionId, MOST_SUBFLOWS);
  return executions.filter(({ state, trigger }) => {
    const { taskRunId, taskId } = trigger?.variables ?? {};
    const isIts = typeof taskRunId === 'string' ? taskRunId === taskRun.id : taskId === taskRun.taskId;
    return isIts && !isTerminated(state.current);
  });
}

function choicesFor({ taskRunList = [] }: Execution, taskRun: TaskRun): AbortChoice[] {
  const others = taskRunList
    .filter(({ id, state }) => id !== taskRun.id && !isTerminated(state.current))
    .map(({ taskId }) => taskId);
  const along = others.length === 0 ? 'nothing else runs now' : `${others.join(', ')} would be stopped too`;
  return [
    {
      tool: 'pause_execution',
      effect: `Lets ${taskRun.taskId} end and starts nothing after it, until it is resumed.`,
    },
    {
      tool: 'kill_execution',
      effect: `Stops the whole execution for good; ${along}. restart_execution cannot go on from there, replay_execution can.`,
    },
    {
      tool: 'change_taskrun_state',
      effect: `Once ${taskRun.taskId} has failed: counts it as SUCCESS or WARNING, and the execution goes on.`,
    },
  ];
}

function taskEnded({ id, taskId, state }: TaskRun): Failure {
  return new Failure('conflict', `Task run ${id} of ${taskId} has ended: ${state.current}.`, {
    hint: 'There is nothing left to stop in it.',
  });
}
