import { allowedActions, type ExecutionAction } from '../model/action.ts';
import { durationSeconds } from '../model/duration.ts';
import {
  inStateSince,
  labelRecord,
  parentExecutionId,
  type Execution,
  type TaskRun,
} from '../model/execution.ts';
import { isHiddenLabel } from '../model/label.ts';
import { executionLink, type UiRoot } from '../model/links.ts';
import type { State } from '../model/state.ts';

/** An execution in one line of a list. */
export interface ExecutionSummary {
  id: string;
  namespace: string;
  flowId: string;
  state: State;
  /** ISO instants. `since` is when it entered its present state. */
  started?: string | undefined;
  since?: string | undefined;
  seconds?: number | undefined;
  labels?: Record<string, string> | undefined;
  parentExecutionId?: string | undefined;
  url: string;
  /** What Kestra allows now. */
  allowed: ExecutionAction[];
}

/** One task run, without what Kestra repeats in every one. */
export interface TaskRunSummary {
  id: string;
  taskId: string;
  state: State;
  seconds?: number | undefined;
  /** Value of its iteration. */
  value?: string | undefined;
  /** Told from the second attempt on. */
  attempts?: number | undefined;
}

export function summarizeExecution(execution: Execution, ui: UiRoot): ExecutionSummary {
  const labels = Object.fromEntries(
    Object.entries(labelRecord(execution.labels)).filter(([key]) => !isHiddenLabel(key)),
  );
  return {
    id: execution.id,
    namespace: execution.namespace,
    flowId: execution.flowId,
    state: execution.state.current,
    started: execution.state.startDate,
    since: inStateSince(execution),
    seconds: roundSeconds(execution.state.duration),
    labels: Object.keys(labels).length > 0 ? labels : undefined,
    parentExecutionId: parentExecutionId(execution),
    url: executionLink(ui, execution),
    allowed: allowedActions(execution),
  };
}

export function summarizeTaskRun(taskRun: TaskRun): TaskRunSummary {
  const attempts = taskRun.attempts?.length ?? 0;
  return {
    id: taskRun.id,
    taskId: taskRun.taskId,
    state: taskRun.state.current,
    seconds: roundSeconds(taskRun.state.duration),
    value: taskRun.value,
    attempts: attempts > 1 ? attempts : undefined,
  };
}

function roundSeconds(duration: string | undefined): number | undefined {
  const seconds = durationSeconds(duration);
  return seconds === undefined ? undefined : Math.round(seconds * 1000) / 1000;
}
