import { cronOf, type Cron } from './cron.ts';
import type { Flow, Label, Task, Values } from './model.ts';
import { SCHEDULE } from './plugins.ts';
import { conflict, notFound } from './problem.ts';
import type { Store } from './store.ts';

export interface TriggerId {
  namespace: string;
  flowId: string;
  triggerId: string;
}

export interface Backfill {
  start: string;
  end: string;
  currentDate: string;
  paused: boolean;
  inputs?: Values;
  labels?: Label[];
  previousNextExecutionDate: string;
}

/** Dates in whole seconds, as Kestra keeps them. */
export interface TriggerState extends TriggerId {
  updatedAt: string;
  evaluatedAt?: string;
  nextEvaluationDate: string;
  backfill?: Backfill;
  disabled: boolean;
  locked: boolean;
  /** The execution a locked trigger waits for. */
  executionId?: string;
  lastTriggeredDate?: string;
  kind: 'SCHEDULE';
}

/** A schedule as its flow has it, and what Kestra remembers of it. */
export interface Trigger {
  flow: Flow;
  definition: Task;
  cron: Cron;
  state: TriggerState;
}

/** What is known of each schedule; webhooks and flow triggers have no state in Kestra either. */
export class TriggerStates {
  readonly #store: Store;
  readonly #triggers = new Map<string, Trigger>();
  /** Deleted states, with the flow they were deleted from: a new revision brings the trigger back. */
  readonly #deleted = new Map<string, Flow>();

  constructor(store: Store) {
    this.#store = store;
  }

  all(): Trigger[] {
    const flows = this.#store.flows().filter(({ triggers }) => triggers.length > 0);
    return flows.flatMap((flow) =>
      flow.triggers
        .filter(({ type }) => type === SCHEDULE)
        .flatMap((definition) => this.#current(flow, definition) ?? []),
    );
  }

  find(id: TriggerId): Trigger | undefined {
    return this.all().find(({ state }) => keyOf(state) === keyOf(id));
  }

  get(id: TriggerId, refusal = `${describe(id)} not found`): Trigger {
    const found = this.find(id);
    if (!found) throw notFound(refusal);
    return found;
  }

  setDisabled({ state }: Trigger, disabled: boolean): void {
    state.disabled = disabled;
    touch(state);
  }

  unlock({ state }: Trigger): void {
    if (!state.locked) throw conflict(`${describe(state).replace('T', 't')} is already unlocked`);
    state.locked = false;
    delete state.executionId;
    touch(state);
  }

  /** Evaluated anew from now on. */
  restart({ state, cron }: Trigger): void {
    touch(state);
    state.evaluatedAt = state.updatedAt;
    state.locked = false;
    delete state.executionId;
    if (!state.backfill) state.nextEvaluationDate = dueAfter(cron, new Date());
  }

  delete({ state, flow }: Trigger): void {
    this.#triggers.delete(keyOf(state));
    this.#deleted.set(keyOf(state), flow);
  }

  #current(flow: Flow, definition: Task): Trigger | undefined {
    const id = { namespace: flow.namespace, flowId: flow.id, triggerId: definition.id };
    const known = this.#triggers.get(keyOf(id));
    if (known?.flow === flow) return known;
    if (this.#deleted.get(keyOf(id)) === flow) return undefined;
    const trigger = {
      flow,
      definition,
      cron: cronOf(definition),
      state: this.#stateOf(flow, definition, known),
    };
    this.#triggers.set(keyOf(id), trigger);
    return trigger;
  }

  /** A new revision keeps what is remembered, but a changed schedule is due at another date. */
  #stateOf(flow: Flow, definition: Task, known: Trigger | undefined): TriggerState {
    const cron = cronOf(definition);
    if (known && known.definition['cron'] === definition['cron']) return known.state;
    return {
      namespace: flow.namespace,
      flowId: flow.id,
      triggerId: definition.id,
      updatedAt: wholeSeconds(new Date(flow.updated)),
      nextEvaluationDate: dueAfter(cron, new Date()),
      disabled: known?.state.disabled ?? false,
      locked: false,
      kind: 'SCHEDULE',
    };
  }
}

export function dueAfter(cron: Cron, date: Date): string {
  return wholeSeconds(cron.next(date) ?? new Date(8.64e15));
}

export function wholeSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function touch(state: TriggerState): void {
  state.updatedAt = wholeSeconds(new Date());
}

function describe({ namespace, flowId, triggerId }: TriggerId): string {
  return `Trigger [tenant=main, namespace=${namespace}, flow=${flowId}, trigger=${triggerId}]`;
}

function keyOf({ namespace, flowId, triggerId }: TriggerId): string {
  return `${namespace}/${flowId}/${triggerId}`;
}
