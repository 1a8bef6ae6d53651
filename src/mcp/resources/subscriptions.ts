import { getExecution } from '../../operations/findExecution.ts';
import { watchExecution, type Pace } from '../../operations/watchExecution.ts';
import type { Kestra } from '../../kestra/client.ts';
import type { Execution } from '../../model/execution.ts';
import { Failure } from '../../shared/failure.ts';
import { RESOURCES } from './catalog.ts';
import { matchTemplate } from './uriTemplate.ts';

/** A client that forgets to unsubscribe must not make this server ask Kestra all day. */
const MOST_WATCHED = 50;

interface Watch {
  stop: AbortController;
  /** The execution itself, its logs, its graph: what was subscribed to. */
  uris: Set<string>;
}

/** What a client is subscribed to, with one watch per execution; a watch ends with its execution. */
export class Subscriptions {
  readonly #kestra: Kestra;
  readonly #notify: (uri: string) => void;
  readonly #pace: Pace | undefined;
  readonly #watches = new Map<string, Watch>();

  constructor(kestra: Kestra, notify: (uri: string) => void, pace?: Pace) {
    this.#kestra = kestra;
    this.#notify = notify;
    this.#pace = pace;
  }

  /** How many executions are watched. */
  get size(): number {
    return this.#watches.size;
  }

  /** @throws Failure for what does not exist or never changes by itself */
  async subscribe(uri: string, signal: AbortSignal): Promise<void> {
    const executionId = executionIdOf(uri);
    if (executionId === undefined) {
      throw new Failure('invalid', `'${uri}' cannot be subscribed to: only executions can.`);
    }
    const start = await getExecution({ kestra: this.#kestra, signal }, executionId);
    const watch = this.#watches.get(executionId);
    if (watch !== undefined) watch.uris.add(uri);
    else if (this.#watches.size < MOST_WATCHED) this.#watch(start, uri);
    else throw new Failure('invalid', `${MOST_WATCHED} executions are watched already.`);
  }

  unsubscribe(uri: string): void {
    const executionId = executionIdOf(uri) ?? '';
    const watch = this.#watches.get(executionId);
    watch?.uris.delete(uri);
    if (watch?.uris.size === 0) this.#end(executionId, watch);
  }

  close(): void {
    for (const [executionId, watch] of this.#watches) this.#end(executionId, watch);
  }

  #watch(start: Execution, uri: string): void {
    const watch: Watch = { stop: new AbortController(), uris: new Set([uri]) };
    const { signal } = watch.stop;
    this.#watches.set(start.id, watch);
    const changed = (): void => watch.uris.forEach((subscribed) => this.#notify(subscribed));
    void watchExecution({ kestra: this.#kestra, signal }, start, changed, this.#pace).finally(() =>
      this.#end(start.id, watch),
    );
  }

  #end(executionId: string, watch: Watch): void {
    watch.stop.abort();
    // A new watch of the same execution may have begun.
    if (this.#watches.get(executionId) === watch) this.#watches.delete(executionId);
  }
}

function executionIdOf(uri: string): string | undefined {
  for (const { uriTemplate } of RESOURCES) {
    const variables = matchTemplate(uriTemplate, uri);
    if (variables !== undefined) return variables['execution_id'];
  }
  return undefined;
}
