import { getExecution } from '../../operations/findExecution.ts';
import { watchExecution, type Pace } from '../../operations/watchExecution.ts';
import type { Kestra } from '../../kestra/client.ts';
import { Failure } from '../../shared/failure.ts';
import type { Policy } from '../policy/access.ts';
import type { Session } from '../session.ts';
import { findResource } from './findResource.ts';

/** A client that forgets to unsubscribe must not make this server ask Kestra all day. */
const MOST_WATCHED = 50;

interface Watch {
  stop: AbortController;
  /** The execution itself, its logs, its graph: what was subscribed to. */
  uris: Set<string>;
  /** Rejects when there is no such execution. */
  begun: Promise<void>;
}

/** What a client is subscribed to, with one watch per execution; a watch ends with its execution. */
export class Subscriptions {
  readonly #kestra: Kestra;
  readonly #policy: Policy;
  readonly #notify: (uri: string) => void;
  readonly #pace: Pace | undefined;
  readonly #watches = new Map<string, Watch>();

  constructor(
    { kestra, policy }: Pick<Session, 'kestra' | 'policy'>,
    notify: (uri: string) => void,
    pace?: Pace,
  ) {
    this.#kestra = kestra;
    this.#policy = policy;
    this.#notify = notify;
    this.#pace = pace;
  }

  /** How many executions are watched. */
  get size(): number {
    return this.#watches.size;
  }

  /** @throws Failure for what does not exist or never changes by itself */
  async subscribe(uri: string, signal: AbortSignal): Promise<void> {
    const executionId = this.#executionIdOf(uri);
    if (executionId === undefined) {
      throw new Failure('invalid', `'${uri}' cannot be subscribed to: only executions can.`);
    }
    // Whoever has given up meanwhile will not unsubscribe.
    if (signal.aborted) throw new Failure('cancelled', 'The request was cancelled.');
    const watch = this.#watches.get(executionId) ?? this.#watch(executionId, signal);
    watch.uris.add(uri);
    await watch.begun;
  }

  unsubscribe(uri: string): void {
    const executionId = this.#executionIdOf(uri) ?? '';
    const watch = this.#watches.get(executionId);
    watch?.uris.delete(uri);
    if (watch?.uris.size === 0) this.#end(executionId, watch);
  }

  close(): void {
    for (const [executionId, watch] of this.#watches) this.#end(executionId, watch);
  }

  /** Known from here on, so that whoever unsubscribes or leaves while it begins is heard. */
  #watch(executionId: string, signal: AbortSignal): Watch {
    if (this.#watches.size >= MOST_WATCHED) {
      throw new Failure('invalid', `${MOST_WATCHED} executions are watched already.`);
    }
    const stop = new AbortController();
    const watch: Watch = { stop, uris: new Set(), begun: Promise.resolve() };
    this.#watches.set(executionId, watch);
    watch.begun = this.#begin(executionId, watch, AbortSignal.any([stop.signal, signal]));
    return watch;
  }

  async #begin(executionId: string, watch: Watch, signal: AbortSignal): Promise<void> {
    const end = (): void => this.#end(executionId, watch);
    try {
      const start = await getExecution({ kestra: this.#kestra, signal }, executionId);
      const context = { kestra: this.#kestra, signal: watch.stop.signal };
      const changed = (): void => watch.uris.forEach((uri) => this.#notify(uri));
      void watchExecution(context, start, changed, this.#pace).finally(end);
    } catch (error) {
      end();
      throw error;
    }
  }

  #executionIdOf(uri: string): string | undefined {
    return findResource(uri, this.#policy)?.variables['execution_id'];
  }

  #end(executionId: string, watch: Watch): void {
    watch.stop.abort();
    // A new watch of the same execution may have begun.
    if (this.#watches.get(executionId) === watch) this.#watches.delete(executionId);
  }
}
