import { Clock } from './clock.ts';
import { createExecution } from './createExecution.ts';
import {
  asText,
  isTerminated,
  milliseconds,
  moveTo,
  now,
  pausedTaskRuns,
  stateOf,
  tasksIn,
  type Execution,
  type Task,
  type TaskRun,
  type Values,
} from './model.ts';
import { renderDeep } from './pebble.ts';
import type { Store } from './store.ts';
import { endRun } from './taskRuns.ts';
import { flowOutputs, variablesOf } from './variables.ts';
import { Walker, type WalkHost } from './walker.ts';

/** How long the executor takes between two states: long enough to be seen, short enough for tests. */
const SETTLE_MS = 20;
const KILL_MS = 150;
const BULK_MS = 100;
/** A timer cannot wait longer; no stand-in lives as long. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The state machine of executions. Only a RUNNING one advances; finished work advances it again. */
export class Engine implements WalkHost {
  readonly #store: Store;
  readonly #clock = new Clock();
  readonly #walker: Walker;

  constructor(store: Store) {
    this.#store = store;
    this.#walker = new Walker(store, this.#clock, this);
  }

  stop(): void {
    this.#clock.stop();
  }

  /** Work the server does after it has answered, such as a bulk operation. */
  inBulk(action: () => void): void {
    this.#clock.after(BULK_MS, action);
  }

  /** The next turn of the executor. */
  later(action: () => void): void {
    this.#clock.after(SETTLE_MS, action);
  }

  /** CREATED becomes RUNNING, or QUEUED behind the flow's concurrency limit. */
  start(execution: Execution): void {
    const { concurrency } = this.#store.flowOf(execution) as { concurrency?: { limit: number } };
    const busy = this.#siblings(execution).filter(
      (other) => !isTerminated(other) && stateOf(other) !== 'QUEUED',
    );
    moveTo(execution, busy.length >= (concurrency?.limit ?? Infinity) ? 'QUEUED' : 'RUNNING');
    this.#store.changed(execution);
    this.advance(execution);
  }

  /** At once, or when its date has come: until then it stays CREATED. */
  startAt(execution: Execution, date: string | undefined): void {
    const wait = date === undefined ? 0 : Date.parse(date) - Date.now();
    if (wait <= 0) {
      this.start(execution);
      return;
    }
    this.#store.changed(execution);
    if (wait > LONGEST_TIMER_MS) return;
    this.#clock.after(wait, () => {
      if (stateOf(execution) === 'CREATED') this.start(execution);
    });
  }

  run(execution: Execution): void {
    moveTo(execution, 'RUNNING');
    this.#store.changed(execution);
    this.advance(execution);
  }

  /** RESTARTED, and a moment later RUNNING. */
  restart(execution: Execution): void {
    moveTo(execution, 'RESTARTED');
    this.#store.changed(execution);
    this.later(() => {
      if (stateOf(execution) === 'RESTARTED') this.run(execution);
    });
  }

  /** Ends the first PAUSED task run; the execution goes on once none is left. */
  resume(execution: Execution, onResume?: Values): void {
    const [run, ...others] = pausedTaskRuns(execution);
    if (!run) {
      this.run(execution);
      return;
    }
    run.outputs = { ...(onResume && { onResume }), resumed: { on: now(), to: 'SUCCESS' } };
    endRun(run, 'SUCCESS');
    execution.attemptNumber += 1;
    if (others.length === 0) this.restart(execution);
    else this.#store.changed(execution);
  }

  /** KILLING at once, KILLED a moment later; a PAUSED one passes through RESTARTED. */
  kill(execution: Execution): void {
    for (const run of pausedTaskRuns(execution)) endRun(run, 'KILLED');
    if (stateOf(execution) === 'PAUSED') {
      execution.attemptNumber += 1;
      moveTo(execution, 'RESTARTED');
    }
    moveTo(execution, 'KILLING');
    this.#store.changed(execution);
    this.#clock.after(KILL_MS, () => {
      for (const run of execution.taskRuns) if (!isTerminated(run)) endRun(run, 'KILLED');
      this.#finish(execution, 'KILLED');
    });
  }

  advance(execution: Execution): void {
    if (stateOf(execution) !== 'RUNNING') return;
    const flow = this.#store.flowOf(execution);
    let outcome = this.#walker.sequence(execution, flow.tasks);
    for (const branch of outcome === 'FAILED' ? ['errors', 'finally'] : ['finally']) {
      if (outcome === 'WAITING') break;
      if (this.#walker.sequence(execution, tasksIn(flow, branch)) === 'WAITING') outcome = 'WAITING';
    }
    this.#store.changed(execution);
    if (outcome === 'WAITING') return;
    this.later(() => {
      if (stateOf(execution) === 'RUNNING') this.#finish(execution, outcome);
    });
  }

  paused(execution: Execution, run: TaskRun, pauseDuration: string): void {
    const wait = milliseconds(pauseDuration);
    if (wait === undefined) return;
    this.#clock.after(wait, () => {
      if (stateOf(run) === 'PAUSED' && stateOf(execution) === 'PAUSED') this.resume(execution);
    });
  }

  startChild(parent: Execution, run: TaskRun, task: Task): Execution {
    const variables = variablesOf(this.#store.flowOf(parent), parent, run);
    const flow = this.#store.flow(String(task['namespace']), String(task['flowId']));
    const inputs = renderDeep(task['inputs'] ?? {}, variables) as Values;
    const { id: executionId, namespace, flowId, flowRevision } = parent;
    const child = createExecution(flow, {
      inputs: new Map(Object.entries(inputs).map(([name, value]) => [name, asText(value)])),
      labels: [],
      correlationId: executionId,
      trigger: {
        id: task.id,
        type: task.type,
        variables: { executionId, namespace, flowId, flowRevision, taskId: task.id, taskRunId: run.id },
      },
    });
    this.start(child);
    return child;
  }

  #finish(execution: Execution, state: string): void {
    if (state === 'SUCCESS') execution.outputs = flowOutputs(this.#store.flowOf(execution), execution);
    moveTo(execution, state);
    this.#store.changed(execution);
    this.#endParent(execution, state);
    const queued = this.#siblings(execution).find((other) => stateOf(other) === 'QUEUED');
    if (queued) this.run(queued);
  }

  #endParent(child: Execution, state: string): void {
    const { executionId, taskRunId } = child.trigger?.variables ?? {};
    const parent = this.#store.executions.get(String(executionId));
    const run = parent?.taskRuns.find(({ id }) => id === taskRunId);
    if (!parent || !run || isTerminated(run)) return;
    run.outputs = { executionId: child.id, state, ...(child.outputs && { outputs: child.outputs }) };
    endRun(run, state === 'SUCCESS' || state === 'WARNING' ? state : 'FAILED');
    this.advance(parent);
  }

  #siblings({ namespace, flowId }: Execution): Execution[] {
    const all = [...this.#store.executions.values()];
    return all.filter((other) => other.namespace === namespace && other.flowId === flowId);
  }
}
