import { durationSeconds } from './duration.ts';
import { inStateSince, type Execution, type TaskRun } from './execution.ts';
import { findTask, type Flow, type Task } from './flow.ts';

/** The task run that a resume continues: Kestra takes the first one that is PAUSED. None after a pause by hand. */
export function pausedTaskRun(execution: Execution): TaskRun | undefined {
  return execution.taskRunList?.find((taskRun) => taskRun.state.current === 'PAUSED');
}

/** The Pause task behind a paused execution, wherever it is nested in the flow. */
export function pauseTask(execution: Execution, flow: Flow): Task | undefined {
  const taskRun = pausedTaskRun(execution);
  return taskRun === undefined ? undefined : findTask(flow, taskRun.taskId);
}

/**
 * When the pause ends by itself (`pauseDuration`, or the older `delay`), as an ISO instant. A duration given as an
 * expression is known to the server only, so it yields undefined.
 */
export function pauseDeadline(execution: Execution, task: Task | undefined): string | undefined {
  const duration = task?.['pauseDuration'] ?? task?.['delay'];
  const seconds = typeof duration === 'string' ? durationSeconds(duration) : undefined;
  const since = pausedTaskRun(execution)?.state.histories.at(-1)?.date ?? inStateSince(execution);
  if (seconds === undefined || since === undefined) return undefined;
  return new Date(Date.parse(since) + seconds * 1000).toISOString();
}
