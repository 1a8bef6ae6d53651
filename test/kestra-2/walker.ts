import type { Clock } from './clock.ts';
import {
  moveTo,
  now,
  stateOf,
  tasksIn,
  type Execution,
  type Task,
  type TaskRun,
  type Values,
} from './model.ts';
import { isTrue, PebbleError, render } from './pebble.ts';
import { IF, isFlowable, PARALLEL, PAUSE, SUBFLOW, SWITCH } from './plugins.ts';
import { Problem } from './problem.ts';
import type { Store } from './store.ts';
import { beginAttempt, endRun, outcomeOf, taskRunOf, type Outcome } from './taskRuns.ts';
import { variablesOf } from './variables.ts';
import { work, type Work } from './worker.ts';

const WORKER_DELAY_MS = 10;

/** What the walk needs from the engine around it. */
export interface WalkHost {
  advance(execution: Execution): void;
  paused(execution: Execution, run: TaskRun, pauseDuration: string): void;
  startChild(parent: Execution, run: TaskRun, task: Task): Execution;
}

/** Walks tasks against the task runs of an execution, and creates and starts what comes next. */
export class Walker {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #host: WalkHost;

  constructor(store: Store, clock: Clock, host: WalkHost) {
    this.#store = store;
    this.#clock = clock;
    this.#host = host;
  }

  sequence(execution: Execution, tasks: readonly Task[], parent?: TaskRun): Outcome {
    let worst: Outcome = 'SUCCESS';
    for (const task of tasks) {
      const outcome = this.#step(execution, task, parent);
      if (outcome === 'WARNING') worst = 'WARNING';
      else if (outcome !== 'SUCCESS') return outcome;
    }
    return worst;
  }

  #parallel(execution: Execution, tasks: readonly Task[], parent: TaskRun): Outcome {
    const outcomes = tasks.map((task) => this.#step(execution, task, parent));
    const order: Outcome[] = ['WAITING', 'KILLED', 'FAILED', 'WARNING'];
    return order.find((outcome) => outcomes.includes(outcome)) ?? 'SUCCESS';
  }

  #step(execution: Execution, task: Task, parent: TaskRun | undefined): Outcome {
    if (task['disabled'] === true) return 'SUCCESS';
    const run = taskRunOf(execution, task, parent);
    if (['CREATED', 'RESTARTED'].includes(stateOf(run))) this.#begin(execution, task, run);
    if (stateOf(run) === 'RUNNING' && isFlowable(task.type)) {
      const outcome = this.#children(execution, task, run);
      if (outcome !== 'WAITING') endRun(run, outcome);
    }
    return outcomeOf(run, task);
  }

  #children(execution: Execution, task: Task, run: TaskRun): Outcome {
    if (task.type === SUBFLOW) return 'WAITING';
    if (task.type === PARALLEL) return this.#parallel(execution, tasksIn(task, 'tasks'), run);
    if (task.type === SWITCH) return this.sequence(execution, chosenCase(task, run), run);
    if (task.type !== IF) return this.sequence(execution, tasksIn(task, 'tasks'), run);
    const branch = run.outputs?.['evaluationResult'] === true ? 'then' : 'else';
    return this.sequence(execution, tasksIn(task, branch), run);
  }

  #begin(execution: Execution, task: Task, run: TaskRun): void {
    this.#orFail(execution, run, () => {
      const variables = variablesOf(this.#store.flowOf(execution), execution, run);
      if (task['runIf'] !== undefined && !isTrue(task['runIf'], variables)) {
        beginAttempt(run, 'SKIPPED');
      } else if (isFlowable(task.type)) {
        beginAttempt(run, 'RUNNING');
        if (task.type === IF) run.outputs = { evaluationResult: isTrue(task['condition'], variables) };
        if (task.type === SWITCH) run.outputs = switched(task, render(task['value'], variables));
        if (task.type === PAUSE)
          this.#pause(execution, run, render(task['pauseDuration'] ?? task['delay'], variables));
        if (task.type === SUBFLOW) this.#call(execution, task, run);
      } else {
        moveTo(run, 'SUBMITTED');
        this.#clock.after(WORKER_DELAY_MS, () => this.#work(execution, task, run));
      }
    });
  }

  #pause(execution: Execution, run: TaskRun, pauseDuration: string): void {
    moveTo(run, 'PAUSED');
    if (stateOf(execution) !== 'PAUSED') moveTo(execution, 'PAUSED');
    this.#host.paused(execution, run, pauseDuration);
  }

  #call(execution: Execution, task: Task, run: TaskRun): void {
    const child = this.#host.startChild(execution, run, task);
    if (task['wait'] !== false) return;
    run.outputs = { executionId: child.id, state: 'CREATED' };
    endRun(run, 'SUCCESS');
  }

  #work(execution: Execution, task: Task, run: TaskRun): void {
    if (stateOf(run) !== 'SUBMITTED') return;
    beginAttempt(run, 'RUNNING', 'stand-in-worker');
    this.#store.changed(execution);
    this.#orFail(execution, run, () => {
      const variables = variablesOf(this.#store.flowOf(execution), execution, run);
      const result = work(task, variables);
      this.#keep(execution, run, result);
      this.#clock.after(result.lastsMs, () => this.#worked(execution, run, result.state));
    });
    if (stateOf(run) === 'FAILED') this.#host.advance(execution);
  }

  /** Outputs, files, log lines and metrics of a task. */
  #keep(execution: Execution, run: TaskRun, { outputs, file, logs = [], metrics = [] }: Work): void {
    if (outputs) run.outputs = outputs;
    if (file) run.outputs = { uri: this.#store.storage.output(execution, run, file.extension, file.content) };
    for (const { level, message } of logs) this.#log(execution, run, level, message);
    const { id: executionId, namespace, flowId } = execution;
    const where = { namespace, flowId, taskId: run.taskId, executionId, taskRunId: run.id };
    for (const { type, name, value } of metrics) {
      this.#store.metrics.push({ ...where, type, name, value, timestamp: now(), tags: {} });
    }
  }

  #worked(execution: Execution, run: TaskRun, state: string): void {
    if (stateOf(run) !== 'RUNNING') return;
    endRun(run, state);
    this.#store.changed(execution);
    this.#host.advance(execution);
  }

  /** An expression that cannot be read, or a subflow that cannot start, fails the task run and leaves its message in the logs. */
  #orFail(execution: Execution, run: TaskRun, action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof PebbleError || error instanceof Problem)) throw error;
      this.#log(execution, run, 'ERROR', error.message);
      endRun(run, 'FAILED');
    }
  }

  #log(
    { id: executionId, namespace, flowId }: Execution,
    run: TaskRun,
    level: string,
    message: string,
  ): void {
    const attemptNumber = Math.max(run.attempts.length - 1, 0);
    const where = { namespace, flowId, taskId: run.taskId, executionId, taskRunId: run.id, attemptNumber };
    this.#store.log({ ...where, timestamp: now(), level, thread: 'worker-default_0', message });
  }
}

/** The outputs of a Switch: its value, and whether no case was meant for it. */
function switched(task: Task, value: string): Values {
  return { value, defaults: !(value in ((task['cases'] ?? {}) as Values)) };
}

function chosenCase(task: Task, { outputs }: TaskRun): Task[] {
  if (outputs?.['defaults'] === true) return tasksIn(task, 'defaults');
  return tasksIn((task['cases'] ?? {}) as Values, String(outputs?.['value']));
}
