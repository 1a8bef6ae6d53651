import { endBackfill } from './backfills.ts';
import { createExecution } from './createExecution.ts';
import type { Engine } from './engine.ts';
import { asText, isTerminated, type Label, type Values } from './model.ts';
import { Problem } from './problem.ts';
import type { Store } from './store.ts';
import { dueAfter, touch, wholeSeconds, type Trigger } from './triggerStates.ts';

/** How often schedules are looked at: a backfill starts at most one run a turn. */
const TURN_MS = 50;

/** Fires schedules when they are due, and walks backfills through their dates. */
export class Scheduler {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #timer: NodeJS.Timeout;

  constructor(store: Store, engine: Engine) {
    this.#store = store;
    this.#engine = engine;
    this.#timer = setInterval(() => this.#turn(), TURN_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #turn(): void {
    for (const trigger of this.#store.triggers.all()) {
      const { state, definition, flow } = trigger;
      this.#release(trigger);
      const off = state.disabled || definition['disabled'] === true || flow.disabled;
      if (off || state.locked) continue;
      if (state.backfill) this.#fill(trigger);
      else if (Date.parse(state.nextEvaluationDate) <= Date.now()) this.#due(trigger);
    }
  }

  /** A trigger is locked until the execution it started has ended. */
  #release({ state }: Trigger): void {
    const running = state.executionId && this.#store.executions.get(state.executionId);
    if (!state.locked || (running && !isTerminated(running))) return;
    state.locked = false;
    delete state.executionId;
  }

  #due(trigger: Trigger): void {
    const date = new Date(trigger.state.nextEvaluationDate);
    trigger.state.nextEvaluationDate = dueAfter(trigger.cron, new Date());
    this.#fire(trigger, date, {}, []);
  }

  /** The start itself counts where the schedule is due then, and so does the end. */
  #fill(trigger: Trigger): void {
    const { state, cron } = trigger;
    const { backfill } = state;
    if (!backfill || backfill.paused) return;
    const date = cron.next(new Date(Date.parse(backfill.currentDate) - 1));
    if (!date || date.getTime() > Date.parse(backfill.end)) {
      endBackfill(trigger);
      return;
    }
    backfill.currentDate = wholeSeconds(cron.next(date) ?? date);
    state.nextEvaluationDate = backfill.currentDate;
    this.#fire(trigger, date, backfill.inputs ?? {}, backfill.labels ?? []);
  }

  #fire(trigger: Trigger, date: Date, inputs: Values, labels: Label[]): void {
    const { state, definition, flow, cron } = trigger;
    touch(state);
    state.evaluatedAt = wholeSeconds(date);
    const given = { ...(definition['inputs'] as Values | undefined), ...inputs };
    try {
      const execution = createExecution(flow, {
        inputs: new Map(Object.entries(given).map(([name, value]) => [name, asText(value)])),
        labels: [...labelsOf(definition['labels']), ...labels, { key: 'system.from', value: 'trigger' }],
        trigger: { id: definition.id, type: definition.type, variables: dates(date, cron) },
        scheduleDate: new Date().toISOString(),
      });
      state.lastTriggeredDate = state.updatedAt;
      if (definition['allowConcurrent'] !== true) {
        state.locked = true;
        state.executionId = execution.id;
      }
      this.#engine.start(execution);
    } catch (error) {
      // A run that lacks an input is not started; the schedule goes on.
      if (!(error instanceof Problem)) throw error;
    }
  }
}

function dates(date: Date, cron: Trigger['cron']): Values {
  return { date: micros(date), next: micros(cron.next(date)), previous: micros(cron.previous(date)) };
}

function micros(date: Date | undefined): string | undefined {
  return date?.toISOString().replace('Z', '000Z');
}

function labelsOf(labels: unknown): Label[] {
  if (Array.isArray(labels)) return labels as Label[];
  return Object.entries((labels ?? {}) as Values).map(([key, value]) => ({ key, value: asText(value) }));
}
