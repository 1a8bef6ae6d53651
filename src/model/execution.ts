import type { State } from './state.ts';

export interface StateChange {
  state: State;
  /** ISO 8601 instant. */
  date: string;
}

/** State with its history, as Kestra sends it. `endDate` is also set while PAUSED. */
export interface StateTimeline {
  current: State;
  histories: StateChange[];
  startDate?: string | undefined;
  endDate?: string | undefined;
  /** ISO 8601 duration such as `PT1.234S`; absent while running. */
  duration?: string | undefined;
}

export interface Label {
  key: string;
  value: string;
}

export interface TaskRun {
  id: string;
  taskId: string;
  state: StateTimeline;
  parentTaskRunId?: string | undefined;
  /** Value of the iteration that this task run belongs to. */
  value?: string | undefined;
  attempts?: { state: StateTimeline }[] | undefined;
  /** On 1.x only; 2.x serves outputs apart. */
  outputs?: Record<string, unknown> | undefined;
}

/**
 * The part of Kestra's execution that we use. Lists of 2.x carry no task runs, so absence of `taskRunList`
 * means "not told", never "none".
 */
export interface Execution {
  id: string;
  namespace: string;
  flowId: string;
  flowRevision?: number | undefined;
  state: StateTimeline;
  taskRunList?: TaskRun[] | undefined;
  inputs?: Record<string, unknown> | undefined;
  outputs?: Record<string, unknown> | undefined;
  labels?: Label[] | undefined;
  trigger?: { id: string; type: string; variables?: Record<string, unknown> | undefined } | undefined;
  parentId?: string | undefined;
  originalId?: string | undefined;
  scheduleDate?: string | undefined;
}

/** When the execution entered its present state: for a paused one, since when it waits. */
export function inStateSince(execution: Execution): string | undefined {
  return execution.state.histories.at(-1)?.date ?? execution.state.startDate;
}

/** The execution that started this one through a Subflow task, if any. */
export function parentExecutionId(execution: Execution): string | undefined {
  const id = execution.trigger?.variables?.['executionId'];
  return typeof id === 'string' ? id : undefined;
}

/** Labels as a plain record; the last of duplicate keys wins, as in Kestra's UI. */
export function labelRecord(labels: readonly Label[] | undefined): Record<string, string> {
  return Object.fromEntries((labels ?? []).map(({ key, value }) => [key, value]));
}
