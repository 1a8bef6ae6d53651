import type { Engine } from './engine.ts';
import { refuseSystemLabels } from './createExecution.ts';
import {
  canChangeState,
  isTerminalState,
  isTerminated,
  moveTo,
  STATES,
  stateOf,
  type Execution,
  type Label,
} from './model.ts';
import { conflict, invalidArgument, Problem } from './problem.ts';
import type { Store } from './store.ts';
import { endRun, withParents } from './taskRuns.ts';

export function pause(store: Store, execution: Execution): Execution {
  if (stateOf(execution) !== 'RUNNING') throw conflict('Cannot pause execution: execution is not running.');
  moveTo(execution, 'PAUSED');
  store.changed(execution);
  return execution;
}

/** With cascade the running children are killed too, and a terminated execution is no error. */
export function kill(store: Store, engine: Engine, execution: Execution, cascade: boolean): Execution {
  const ended = isTerminated(execution);
  if (ended && !cascade) throw conflict('Cannot kill execution: execution is already terminated.');
  if (!ended && stateOf(execution) !== 'KILLING') engine.kill(execution);
  for (const child of cascade ? store.executions.values() : []) {
    if (child.trigger?.variables['executionId'] !== execution.id) continue;
    if (!isTerminated(child)) kill(store, engine, child, true);
  }
  return execution;
}

export function resumeFromBreakpoint(engine: Engine, execution: Execution, next: string[]): Execution {
  if (stateOf(execution) !== 'BREAKPOINT') {
    throw conflict('Cannot resume execution: execution is not suspended.');
  }
  execution.breakpoints = next;
  for (const run of execution.taskRuns) if (stateOf(run) === 'BREAKPOINT') moveTo(run, 'CREATED');
  moveTo(execution, 'RUNNING');
  engine.later(() => engine.advance(execution));
  return execution;
}

/** A queued one starts, a paused one is resumed without inputs, others stay as they are (also breakpoints). */
export function forceRun(engine: Engine, execution: Execution): Execution {
  if (isTerminated(execution)) {
    throw conflict('Cannot force run execution: only non-terminated executions can be force run.');
  }
  if (stateOf(execution) === 'PAUSED') engine.resume(execution);
  if (stateOf(execution) === 'QUEUED') engine.run(execution);
  return execution;
}

export function unqueue(store: Store, engine: Engine, execution: Execution, state: string): Execution {
  if (stateOf(execution) !== 'QUEUED') {
    throw conflict('Cannot unqueue execution: only QUEUED executions can be unqueued.');
  }
  if (state === 'RUNNING') {
    engine.run(execution);
  } else {
    moveTo(execution, state);
    store.changed(execution);
  }
  return execution;
}

export function refuseStatus(status: string): void {
  if (!STATES.includes(status)) {
    const cause = `No enum constant io.kestra.core.models.flows.State.Type.${status}`;
    throw invalidArgument(`Failed to convert argument [status] for value [${status}] due to: ${cause}`);
  }
  if (isTerminalState(status)) return;
  throw invalidArgument('You can only change the state of an execution to a terminal state.');
}

export function changeStatus(store: Store, execution: Execution, status: string): Execution {
  refuseStatus(status);
  if (!canChangeState(execution)) {
    throw conflict('Cannot change execution state: execution must be terminated and not killed.');
  }
  moveTo(execution, status);
  store.changed(execution);
  return execution;
}

/** The execution goes on after the task run, with its new state. */
export function changeTaskRunState(
  engine: Engine,
  execution: Execution,
  { taskRunId, state }: { taskRunId: string; state: string },
): Execution {
  if (!canChangeState(execution)) {
    throw conflict('Cannot change task run state: execution must be terminated and not killed.');
  }
  const run = execution.taskRuns.find(({ id }) => id === taskRunId);
  if (!run) {
    const cause = 'No task found to restart execution from!';
    throw conflict(
      `Failed to execute action 'Change task run state' on execution ${execution.id}. Cause: ${cause}`,
    );
  }
  endRun(run, state);
  for (const parent of withParents(execution, run).slice(1)) moveTo(parent, 'RUNNING');
  execution.attemptNumber += 1;
  engine.restart(execution);
  return execution;
}

/** Replaces the labels of the user; those of the system stay. */
export function setLabels(store: Store, execution: Execution, labels: Label[]): Execution {
  refuseSystemLabels(labels);
  const empty = labels.findIndex(({ value }) => value === '');
  if (empty >= 0) {
    const path = `setLabelsOnTerminatedExecution.labels[${empty}].value`;
    const item = { detail: 'must not be empty', pointer: `/value/${empty}`, path };
    throw new Problem('validation-failed', `${path}: ${item.detail}`, [item]);
  }
  if (!isTerminated(execution)) throw new Problem('bad-request', 'The execution is not terminated');
  const system = execution.labels.filter(({ key }) => key.startsWith('system.'));
  execution.labels = [...labels, ...system];
  store.changed(execution);
  return execution;
}
