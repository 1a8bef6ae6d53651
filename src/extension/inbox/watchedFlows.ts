import type { Memento } from 'vscode';
import { Listeners } from '../listeners.ts';

const STATE_KEY = 'kestraMcp.watchedFlows';

/** Which flow, on which connection. */
interface FlowKey {
  connectionId: string;
  namespace: string;
  flowId: string;
}

/** The flows of which the user wants to be notified. */
export class WatchedFlows {
  readonly #state: Pick<Memento, 'get' | 'update'>;
  readonly #changes = new Listeners<void>();

  readonly onDidChange = this.#changes.event;

  constructor(state: Pick<Memento, 'get' | 'update'>) {
    this.#state = state;
  }

  has(flow: FlowKey): boolean {
    return this.#keys().includes(keyOf(flow));
  }

  get isEmpty(): boolean {
    return this.#keys().length === 0;
  }

  async set(flow: FlowKey, watched: boolean): Promise<void> {
    const others = this.#keys().filter((key) => key !== keyOf(flow));
    await this.#state.update(STATE_KEY, watched ? [...others, keyOf(flow)] : others);
    this.#changes.fire();
  }

  #keys(): readonly string[] {
    return this.#state.get<string[]>(STATE_KEY) ?? [];
  }
}

function keyOf({ connectionId, namespace, flowId }: FlowKey): string {
  return `${connectionId}/${namespace}/${flowId}`;
}
