import {
  isTerminated,
  isTerminalState,
  moveTo,
  newId,
  now,
  stateOf,
  type Execution,
  type Task,
  type TaskRun,
} from './model.ts';

export type Outcome = 'WAITING' | 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED';

/** The run of this task, created if there is none yet; at a breakpoint the execution stops with it. */
export function taskRunOf(execution: Execution, task: Task, parent: TaskRun | undefined): TaskRun {
  const same = (run: TaskRun) => run.taskId === task.id && run.parentTaskRunId === parent?.id;
  const existing = execution.taskRuns.find(same);
  if (existing) return existing;
  const run: TaskRun = { id: newId(), taskId: task.id, steps: [], attempts: [] };
  if (parent) run.parentTaskRunId = parent.id;
  moveTo(run, 'CREATED');
  execution.taskRuns.push(run);
  if (execution.breakpoints.includes(task.id)) {
    moveTo(run, 'BREAKPOINT');
    moveTo(execution, 'BREAKPOINT');
  }
  return run;
}

export function beginAttempt(run: TaskRun, state: string, workerId?: string): void {
  const attempt = { steps: [{ state: 'CREATED', date: now() }], ...(workerId && { workerId }) };
  moveTo(attempt, state);
  run.attempts.push(attempt);
  moveTo(run, state);
}

export function endRun(run: TaskRun, state: string): void {
  const attempt = run.attempts.at(-1);
  if (attempt && !isTerminated(attempt)) moveTo(attempt, state);
  moveTo(run, state);
}

/** The task run and those it is nested in, innermost first. */
export function withParents(execution: Execution, run: TaskRun | undefined): TaskRun[] {
  if (!run) return [];
  const parent = execution.taskRuns.find(({ id }) => id === run.parentTaskRunId);
  return [run, ...withParents(execution, parent)];
}

/** What a task run means for the tasks after it. */
export function outcomeOf(run: TaskRun, task: Task): Outcome {
  const state = stateOf(run);
  if (!isTerminalState(state)) return 'WAITING';
  if (state === 'FAILED') return task['allowFailure'] === true ? 'WARNING' : 'FAILED';
  return state === 'WARNING' || state === 'KILLED' ? state : 'SUCCESS';
}
