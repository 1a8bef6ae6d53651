import { randomUUID } from 'node:crypto';

export type Values = Record<string, unknown>;

/** One entry of a state history; the current state is the last entry. */
export interface Step {
  state: string;
  date: string;
}

export interface Label {
  key: string;
  value: string;
}

export interface Task extends Values {
  id: string;
  type: string;
}

export interface Flow extends Values {
  id: string;
  namespace: string;
  revision: number;
  updated: string;
  disabled: boolean;
  deleted: boolean;
  tasks: Task[];
  triggers: Task[];
  source: string;
}

export interface TaskRun {
  id: string;
  taskId: string;
  parentTaskRunId?: string;
  steps: Step[];
  attempts: { steps: Step[]; workerId?: string }[];
  outputs?: Values;
}

export interface Execution {
  id: string;
  namespace: string;
  flowId: string;
  flowRevision: number;
  steps: Step[];
  taskRuns: TaskRun[];
  inputs?: Values;
  outputs?: Values;
  variables?: Values;
  labels: Label[];
  breakpoints: string[];
  originalId: string;
  parentId?: string;
  kind?: string;
  trigger?: { id: string; type: string; variables: Values };
  scheduleDate?: string;
  attemptNumber: number;
  originalCreatedDate: string;
}

export interface LogEntry {
  namespace: string;
  flowId: string;
  taskId: string;
  executionId: string;
  taskRunId: string;
  attemptNumber: number;
  timestamp: string;
  level: string;
  thread: string;
  message: string;
}

export interface Metric {
  namespace: string;
  flowId: string;
  taskId: string;
  executionId: string;
  taskRunId: string;
  type: 'counter' | 'timer';
  name: string;
  value: number;
  timestamp: string;
  tags: Record<string, string>;
}

export const STATES =
  'CREATED SUBMITTED RUNNING PAUSED RESTARTED KILLING SUCCESS WARNING FAILED KILLED CANCELLED QUEUED RETRYING RETRIED SKIPPED BREAKPOINT RESUBMITTED'.split(
    ' ',
  );
const TERMINATED = new Set('SUCCESS WARNING FAILED KILLED CANCELLED RETRIED SKIPPED RESUBMITTED'.split(' '));

interface Stateful {
  steps: Step[];
}

/** A new id, 22 characters as Kestra's are. */
export function newId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 22);
}

export function now(): string {
  return new Date().toISOString();
}

export function stateOf(item: Stateful): string {
  return item.steps.at(-1)?.state ?? 'CREATED';
}

export function moveTo(item: Stateful, state: string): void {
  item.steps.push({ state, date: now() });
}

/** Kestra's `isTerminated`. PAUSED, QUEUED and BREAKPOINT are not. */
export function isTerminated(item: Stateful): boolean {
  return TERMINATED.has(stateOf(item));
}

export function isTerminalState(state: string): boolean {
  return TERMINATED.has(state);
}

/** A terminated execution whose state may still be changed: everything but KILLED. */
export function canChangeState(execution: Execution): boolean {
  return isTerminated(execution) && stateOf(execution) !== 'KILLED';
}

export function pausedTaskRuns(execution: Execution): TaskRun[] {
  return execution.taskRuns.filter((run) => stateOf(run) === 'PAUSED');
}

/** The task with this id, also inside flowable tasks and branches. */
export function findTask(tasks: readonly Task[], id: string): Task | undefined {
  for (const task of tasks) {
    const found = task.id === id ? task : findTask(childTasks(task), id);
    if (found) return found;
  }
  return undefined;
}

export function childTasks(task: Task): Task[] {
  const cases = Object.values((task['cases'] ?? {}) as Record<string, Task[]>).flat();
  const branches = ['tasks', 'then', 'else', 'defaults', 'errors', 'finally'];
  return [...cases, ...branches.flatMap((branch) => tasksIn(task, branch))];
}

export function tasksIn(holder: Values, branch: string): Task[] {
  const tasks = holder[branch];
  return Array.isArray(tasks) ? (tasks as Task[]) : [];
}

/** Text as it is, nothing as the empty text, other values as JSON. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an ISO-8601 duration, undefined if Kestra would not read it (weeks, months, `PT`). */
export function milliseconds(duration: string): number | undefined {
  const match = DURATION.exec(duration);
  if (!match || duration.endsWith('P') || duration.endsWith('T')) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
