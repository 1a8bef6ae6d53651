import { Failure } from '../shared/failure.ts';
import type { Execution, TaskRun } from '../model/execution.ts';
import { failedTaskRun } from '../model/failedTaskRun.ts';

/** Names a task run: by its id, by its task, or without both as the one that failed. */
export interface TaskRunTarget {
  taskRunId?: string | undefined;
  taskId?: string | undefined;
}

/** @throws Failure `not_found`, or `invalid` when a task has several runs */
export function findTaskRun(execution: Execution, { taskRunId, taskId }: TaskRunTarget): TaskRun {
  const taskRuns = execution.taskRunList ?? [];
  if (taskRunId !== undefined) {
    return taskRuns.find(({ id }) => id === taskRunId) ?? missing(execution, `task run '${taskRunId}'`);
  }
  if (taskId === undefined) return failedTaskRun(execution) ?? missing(execution, 'failed task run');
  const [only, ...others] = taskRuns.filter((taskRun) => taskRun.taskId === taskId);
  if (only === undefined) return missing(execution, `run of task '${taskId}'`);
  if (others.length === 0) return only;
  const runs = [only, ...others].map(
    ({ id, value, state }) => `${id} (${value ?? 'no value'}, ${state.current})`,
  );
  throw new Failure('invalid', `Task ${taskId} has ${runs.length} runs in execution ${execution.id}.`, {
    hint: `Name one of them by its task run id: ${runs.slice(0, 10).join(', ')}.`,
  });
}

function missing({ id, taskRunList = [] }: Execution, what: string): never {
  const known = [...new Set(taskRunList.map(({ taskId }) => taskId))].slice(0, 20);
  throw new Failure('not_found', `There is no ${what} in execution ${id}.`, {
    hint: `The tasks that have run are: ${known.join(', ') || 'none'}.`,
  });
}
