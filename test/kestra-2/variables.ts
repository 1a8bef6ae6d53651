import { findTask, stateOf, type Execution, type Flow, type TaskRun, type Values } from './model.ts';
import { render } from './pebble.ts';

/** What an expression of this execution can see. */
export function variablesOf(flow: Flow, execution: Execution, run?: TaskRun): Values {
  const withOutputs = execution.taskRuns.filter((other) => other.outputs !== undefined);
  return {
    inputs: execution.inputs ?? {},
    vars: execution.variables ?? {},
    outputs: Object.fromEntries(withOutputs.map((other) => [other.taskId, other.outputs])),
    labels: Object.fromEntries(execution.labels.map(({ key, value }) => [key, value])),
    flow: { id: flow.id, namespace: flow.namespace, revision: flow.revision },
    execution: { id: execution.id, startDate: execution.steps[0]?.date, state: stateOf(execution) },
    trigger: execution.trigger?.variables ?? {},
    ...(run && { taskrun: { id: run.id, startDate: run.steps[0]?.date } }),
    ...(run && findTask(flow.tasks, run.taskId) && { task: { id: run.taskId } }),
  };
}

/** The declared outputs of a finished execution. */
export function flowOutputs(flow: Flow, execution: Execution): Values {
  const declared = (flow['outputs'] ?? []) as { id: string; value: unknown }[];
  const variables = variablesOf(flow, execution);
  return Object.fromEntries(declared.map(({ id, value }) => [id, render(value, variables)]));
}
