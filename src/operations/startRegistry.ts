import { Failure } from '../shared/failure.ts';
import type { Execution } from '../model/execution.ts';

export interface Launch {
  execution: Execution;
  /** An earlier call had started it. */
  repeated: boolean;
}

/** More nobody repeats. */
const MOST_KNOWN = 1_000;

/** What is known of starts: those under way, what they started, and those of unknown outcome. */
export interface StartRegistry {
  /** Starts once, however often the same is asked for at the same time. */
  once(key: string, signal: AbortSignal, start: () => Promise<Launch>): Promise<Launch>;
  /**
   * From now on it may be there without anybody having heard of it.
   *
   * @param before executions that were there before the attempt, where they have to be told from what it started
   */
  doubt(key: string, before?: ReadonlySet<string>): Promise<void> | void;
  /** For a start of unknown outcome: what was there before it. */
  inDoubt(key: string): Promise<ReadonlySet<string> | undefined> | ReadonlySet<string> | undefined;
  /** It is known now what came of it. */
  settle(key: string, executionId: string): Promise<void> | void;
  /** The execution that was started with the key. */
  startedWith(key: string): Promise<string | undefined> | string | undefined;
}

/** What one process knows of its own starts. */
export class OwnStarts implements StartRegistry {
  readonly #underWay = new Map<string, Promise<Launch>>();
  readonly #inDoubt = new Map<string, ReadonlySet<string>>();
  readonly #started = new Map<string, string>();

  async once(key: string, signal: AbortSignal, start: () => Promise<Launch>): Promise<Launch> {
    for (;;) {
      const known = this.#underWay.get(key);
      if (known === undefined) return this.#lead(key, start());
      try {
        return { ...(await known), repeated: true };
      } catch (error) {
        // That the first caller gave up is none of the second's business.
        if (!Failure.is(error, 'cancelled') || signal.aborted) throw error;
      }
    }
  }

  doubt(key: string, before: ReadonlySet<string> = new Set()): void {
    remember(this.#inDoubt, key, before);
  }

  inDoubt(key: string): ReadonlySet<string> | undefined {
    return this.#inDoubt.get(key);
  }

  settle(key: string, executionId: string): void {
    this.#inDoubt.delete(key);
    remember(this.#started, key, executionId);
  }

  startedWith(key: string): string | undefined {
    return this.#started.get(key);
  }

  async #lead(key: string, started: Promise<Launch>): Promise<Launch> {
    this.#underWay.set(key, started);
    try {
      return await started;
    } finally {
      this.#underWay.delete(key);
    }
  }
}

function remember<T>(known: Map<string, T>, key: string, value: T): void {
  known.set(key, value);
  const [oldest] = known.keys();
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
}
