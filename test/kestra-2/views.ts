import {
  childTasks,
  isTerminated,
  stateOf,
  tasksIn,
  type Execution,
  type Flow,
  type LogEntry,
  type Step,
  type Task,
  type TaskRun,
  type Values,
} from './model.ts';

/** `endDate` and `duration` are also there while PAUSED, as in Kestra. */
export function stateView(item: { steps: Step[] }): object {
  const startDate = item.steps[0]?.date ?? '';
  const state = { current: stateOf(item), histories: item.steps };
  if (!isTerminated(item) && stateOf(item) !== 'PAUSED') return { ...state, startDate };
  const endDate = item.steps.at(-1)?.date ?? '';
  const seconds = (Date.parse(endDate) - Date.parse(startDate)) / 1000;
  return { ...state, duration: `PT${seconds}S`, startDate, endDate };
}

function taskRunView(run: TaskRun): object {
  const { id, taskId, parentTaskRunId, attempts } = run;
  return {
    id,
    taskId,
    ...(parentTaskRunId && { parentTaskRunId }),
    ...(attempts.length > 0 && {
      attempts: attempts.map(({ steps, workerId }) => ({
        state: stateView({ steps }),
        ...(workerId && { workerId }),
      })),
    }),
    state: stateView(run),
  };
}

/** An item of a search: no task runs, variables, metadata or outputs. */
export function searchItem(execution: Execution): object {
  const { id, namespace, flowId, flowRevision, inputs, labels, originalId } = execution;
  const { parentId, trigger, scheduleDate, kind } = execution;
  return {
    tenantId: 'main',
    id,
    namespace,
    flowId,
    flowRevision,
    ...(inputs && { inputs }),
    labels,
    state: stateView(execution),
    originalId,
    ...(parentId && { parentId }),
    ...(trigger && { trigger }),
    ...(scheduleDate && { scheduleDate }),
    ...(kind && { kind }),
  };
}

function details({ variables, breakpoints, attemptNumber, originalCreatedDate }: Execution): object {
  return {
    ...(variables && { variables }),
    ...(breakpoints.length > 0 && { breakpoints: breakpoints.map((id) => ({ id })) }),
    metadata: { attemptNumber, originalCreatedDate },
  };
}

/** What `GET /executions/{id}` answers: task runs, but without their outputs. */
export function executionView(execution: Execution): object {
  return {
    ...searchItem(execution),
    taskRunList: execution.taskRuns.map(taskRunView),
    ...details(execution),
  };
}

/** The whole Execution as create, actions and event streams send it: no tenant, `deleted`, null outputs. */
export function rawExecution(execution: Execution): object {
  const { tenantId: _, ...item } = searchItem(execution) as { tenantId: string };
  const { taskRuns } = execution;
  const runs = taskRuns.map((run) => rawTaskRun(execution, run));
  return {
    ...item,
    ...(runs.length > 0 && { taskRunList: runs }),
    ...details(execution),
    deleted: false,
  };
}

/** A task run inside a raw Execution or a graph. */
export function rawTaskRun({ id: executionId, namespace, flowId }: Execution, run: TaskRun): object {
  return { ...taskRunView(run), executionId, namespace, flowId, outputs: null };
}

/** What someone may see of a flow who may only execute it: of its tasks no more than ids and types. */
export function flowForExecution(flow: Flow): Values & { tasks: Task[] } {
  const { id, namespace, revision } = flow;
  const reduced = (branch: string) => tasksIn(flow, branch).map(reducedTask);
  return {
    id,
    namespace,
    revision,
    ...(flow['inputs'] !== undefined && { inputs: flow['inputs'] }),
    disabled: flow.disabled,
    deleted: flow.deleted,
    draft: false,
    tasks: reduced('tasks'),
    errors: reduced('errors'),
    afterExecution: reduced('afterExecution'),
    triggers: reduced('triggers'),
    sla: [],
    quotas: [],
    finally: reduced('finally'),
  };
}

/** A task as someone sees it who may only execute its flow. */
export function reducedTask({ id, type, ...task }: Task): Task {
  const children = childTasks({ id, type, ...task }).map(reducedTask);
  return { id, type, ...(children.length > 0 && { tasks: children }) };
}

/** One line of `/logs/{id}/download`. */
export function logLine({ timestamp, level, message }: LogEntry): string {
  return `${timestamp} ${level} ${message}`;
}
