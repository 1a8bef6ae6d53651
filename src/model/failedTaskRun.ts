import type { Execution, TaskRun } from './execution.ts';

/** The failed task run that is no mere parent of another failed one: where the failure began, within this execution. */
export function failedTaskRun({ taskRunList = [] }: Execution): TaskRun | undefined {
  const failed = taskRunList.filter(({ state }) => state.current === 'FAILED' || state.current === 'WARNING');
  const parents = new Set(failed.map(({ parentTaskRunId }) => parentTaskRunId));
  return failed.findLast(({ id }) => !parents.has(id));
}

/** The task run of another execution that started this one, as a Subflow task does. */
export function startedByTaskRun(execution: Execution): string | undefined {
  const id = execution.trigger?.variables?.['taskRunId'];
  return typeof id === 'string' ? id : undefined;
}
