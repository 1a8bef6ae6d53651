import type { Kestra } from '../../../src/kestra/client.ts';
import type { Execution } from '../../../src/model/execution.ts';
import type { State } from '../../../src/model/state.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { PROFILE } from './samples.ts';

/** Answers with what a test puts here, when the test lets it, and counts requests. */
export class FakeKestra {
  readonly requests: string[] = [];
  /** One execution of shop.refund in each state. */
  states: State[] = ['SUCCESS'];
  failure: Failure | undefined;
  #held = Promise.resolve();

  readonly kestra = {
    connection: { baseUrl: PROFILE.baseUrl, tenant: 'main' },
    flows: {
      namespaces: () => this.#answer('namespaces', ['shop', 'b', 'a']),
      ofNamespace: () => this.#answer('flows', [{ id: 'refund', namespace: 'shop' }]),
      get: () => this.#answer('flow', FLOW),
    },
    executions: {
      get: (id: string) =>
        this.#answer('execution', execution(this.states[Number(id)] ?? 'SUCCESS', Number(id))),
      search: ({ size = 0 }: { size?: number }) => {
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
