import type { Kestra } from '../../../src/kestra/client.ts';
import type { Execution, TaskRun } from '../../../src/model/execution.ts';
import type { TriggerState } from '../../../src/model/trigger.ts';
import type { State } from '../../../src/model/state.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { PROFILE } from './samples.ts';

/** Answers with what a test puts here, when the test lets it, and counts requests. */
export class FakeKestra {
  readonly requests: string[] = [];
  /** One execution of shop.refund in each state. */
  states: State[] = ['SUCCESS'];
  namespaces = ['shop', 'b', 'a'];
  flowIds = ['refund'];
  flowTriggers: { id: string }[] = [];
  triggers: TriggerState[] = [];
  subflows: Execution[] = [];
  taskRuns: TaskRun[] | undefined;
  failure: Failure | undefined;
  #held = Promise.resolve();

  readonly kestra = {
    connection: { baseUrl: PROFILE.baseUrl, tenant: 'main' },
    flows: {
      namespaces: () => this.#answer('namespaces', this.namespaces),
      ofNamespace: (namespace: string) =>
        this.#answer(
          'flows',
          this.flowIds.map((id) => ({ id, namespace, triggers: this.flowTriggers })),
        ),
      get: () => this.#answer('flow', FLOW),
    },
    triggers: {
      search: () => this.#answer('triggers', { results: this.triggers, total: this.triggers.length }),
    },
    executions: {
      latest: (flows: readonly { id: string; namespace: string }[]) => {
        const [state = 'SUCCESS'] = this.states;
        return this.#answer(
          `latest ${flows.length}`,
          flows.map(({ id, namespace }) => ({ id: 'last', namespace, flowId: id, state })),
        );
      },
      get: (id: string) => {
        const { taskRunList, ...found } = execution(this.states[Number(id)] ?? 'SUCCESS', Number(id));
        return this.#answer('execution', { ...found, taskRunList: this.taskRuns ?? taskRunList });
      },
      search: ({ size = 0, triggeredBy }: { size?: number; triggeredBy?: string }) => {
        if (triggeredBy !== undefined)
          return this.#answer('subflows', { results: this.subflows, total: this.subflows.length });
        const results = this.states.slice(0, size).map(execution);
        return this.#answer(`executions ${size}`, { results, total: this.states.length });
      },
    },
  } as unknown as Kestra;

  /** Keeps answers back until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return resolve;
  }

  /** Resolves when so many requests have arrived. */
  async asked(requests: number): Promise<void> {
    while (this.requests.length < requests) await new Promise(setImmediate);
  }

  /** Resolves when nothing has been asked for a moment. */
  async quiet(): Promise<void> {
    for (let before = -1; before < this.requests.length;) {
      before = this.requests.length;
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    }
  }

  async #answer<T>(request: string, value: T): Promise<T> {
    this.requests.push(request);
    const { failure } = this;
    await this.#held;
    if (failure !== undefined) throw failure;
    return value;
  }
}

const PAUSE = { id: 'ask', type: 'io.kestra.plugin.core.flow.Pause', description: 'Refund it?' };
const FLOW = { id: 'refund', namespace: 'shop', tasks: [PAUSE] };

function execution(current: State, index: number): Execution {
  const state = { current, histories: [{ state: current, date: '2026-11-20T10:00:00Z' }] };
  const taskRunList = [{ id: 'run', taskId: 'ask', state }];
  return { id: String(index), namespace: 'shop', flowId: 'refund', state, taskRunList };
}
