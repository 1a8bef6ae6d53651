/** A run of an execution. */
export interface RunOf {
  executionId: string;
  /** Counted from 1. */
  run: number;
}

/**
 * The id of a task: that of its execution, which Kestra draws at random. A later run of the same execution is a task
 * of its own, since one that has ended stays so.
 */
export function taskIdOf({ executionId, run }: RunOf): string {
  return run === 1 ? executionId : `${executionId}.${run}`;
}

export function parseTaskId(taskId: string): RunOf {
  const [, executionId, run] = /^(.+)\.([2-9]|[1-9]\d+)$/.exec(taskId) ?? [];
  return executionId === undefined ? { executionId: taskId, run: 1 } : { executionId, run: Number(run) };
}
