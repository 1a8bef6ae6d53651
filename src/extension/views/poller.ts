import type { Disposable } from '../../shared/disposables.ts';

export interface PollerOptions {
  /** One refresh; resolves to whether it worked. */
  run(): Promise<boolean>;
  /** May depend on what is looked at just now. */
  intervalMs(): number;
  /** After failures the interval doubles up to this. */
  longestMs: number;
}

/** Repeats a refresh while somebody looks. Never two at once, nothing at all while inactive. */
export class Poller implements Disposable {
  readonly #options: PollerOptions;
  #active = false;
  #disposed = false;
  #failures = 0;
  #endedAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Looked at or not. On becoming active it refreshes at once what is older than the interval. */
  setActive(active: boolean): void {
    this.#active = active;
    this.#schedule();
  }

  /** Refreshes now, looked at or not; joins a refresh that is under way. */
  refresh(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    const worked = await this.#options.run();
    this.#failures = worked ? 0 : this.#failures + 1;
    this.#endedAt = Date.now();
    this.#running = undefined;
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#active || this.#disposed || this.#running !== undefined) return;
    const { longestMs } = this.#options;
    const pause = Math.min(this.#options.intervalMs() * 2 ** this.#failures, longestMs);
    const due = Math.max(0, this.#endedAt + pause - Date.now());
    this.#timer = setTimeout(() => void this.refresh(), due);
  }
}
