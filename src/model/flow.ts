import type { InputDefinition } from './input.ts';
import type { Label } from './execution.ts';

/** A task as written in a flow: an id, a type and whatever the type knows. */
export interface Task {
  id: string;
  type: string;
  [property: string]: unknown;
}

/** A trigger as written in a flow. */
export interface Trigger {
  id: string;
  type: string;
  disabled?: boolean | undefined;
  cron?: string | undefined;
  [property: string]: unknown;
}

/** What names a flow; an id alone does so within its namespace only. */
export interface FlowId {
  namespace: string;
  id: string;
}

export interface Flow {
  id: string;
  namespace: string;
  revision?: number | undefined;
  /** ISO instant of the saving of this revision. */
  updated?: string | undefined;
  description?: string | undefined;
  disabled?: boolean | undefined;
  labels?: Label[] | undefined;
  inputs?: InputDefinition[] | undefined;
  tasks?: Task[] | undefined;
  errors?: Task[] | undefined;
  finally?: Task[] | undefined;
  afterExecution?: Task[] | undefined;
  triggers?: Trigger[] | undefined;
  /** YAML, only where it was asked for. */
  source?: string | undefined;
  /** Set when the stored flow cannot be read by the server: why. */
  exception?: string | undefined;
}

/** Every task of a flow in document order, branches and nested tasks included. */
export function* tasksOf(flow: Flow): Generator<Task> {
  yield* nestedTasks([flow.tasks, flow.errors, flow.finally, flow.afterExecution]);
}

export function findTask(flow: Flow, taskId: string): Task | undefined {
  return tasksOf(flow).find((task) => task.id === taskId);
}

/**
 * Flowable tasks keep their children under many names (`tasks`, `then`, `else`, `cases.*`, `errors`, a Dag's
 * `task`, …), so whatever looks like a task is one: an object with an id and a type that is a Java class.
 */
function* nestedTasks(value: unknown): Generator<Task> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nestedTasks(item);
  } else if (isRecord(value)) {
    if (isTask(value)) yield value;
    for (const child of Object.values(value)) yield* nestedTasks(child);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isTask(value: Record<string, unknown>): value is Task {
  return typeof value['id'] === 'string' && typeof value['type'] === 'string' && value['type'].includes('.');
}
