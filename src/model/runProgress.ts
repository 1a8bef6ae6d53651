import { isTerminated } from './state.ts';
import type { Execution } from './execution.ts';
import { tasksOf, type Flow } from './flow.ts';

export interface RunProgress {
  message: string;
  done: number;
  total: number;
}

/**
 * How far an execution is, such as `3 of 7 task runs, now load_orders`. Kestra makes a task run when its turn comes,
 * so those ahead are counted in the flow; with branches or loops in it there may be more (`at least`).
 */
export function runProgress(
  { state, taskRunList = [] }: Pick<Execution, 'state' | 'taskRunList'>,
  flow: Flow | undefined,
): RunProgress {
  const done = taskRunList.filter((taskRun) => isTerminated(taskRun.state.current)).length;
  const started = new Set(taskRunList.map(({ taskId }) => taskId));
  const top = (flow?.tasks ?? []).filter((task) => task['disabled'] !== true);
  const total = taskRunList.length + top.filter(({ id }) => !started.has(id)).length;
  const current = taskRunList.findLast((taskRun) => !isTerminated(taskRun.state.current));
  const now = current === undefined ? state.current : `now ${current.taskId}`;
  return { message: `${done} of ${howMany(total, flow)}, ${now}`, done, total };
}

function howMany(total: number, flow: Flow | undefined): string {
  if (flow === undefined) return `${total} task runs so far`;
  const isFlat =
    [...tasksOf({ ...flow, errors: [], finally: [], afterExecution: [] })].length === flow.tasks?.length;
  return `${isFlat ? '' : 'at least '}${total} task runs`;
}
