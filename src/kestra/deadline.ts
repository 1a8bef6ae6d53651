/**
 * Ends one call when its time is over, or when its caller says so. `AbortSignal.timeout` would keep its timer, and all
 * that listens, for the whole time: thousands of them in a busy server, for calls that were answered long ago.
 */
export class Deadline {
  readonly #ending = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #stop = (): void => this.#ending.abort(this.#caller?.reason);
  #isOver = false;

  /** @param ms until the time is over */
  constructor(ms: number, caller: AbortSignal | undefined) {
    this.#caller = caller;
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#ending.abort();
    }, ms).unref();
    caller?.addEventListener('abort', this.#stop, { once: true });
    if (caller?.aborted) this.#stop();
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Whether it was the time that ended the call. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The call has its answer: nothing of this is left. */
  done(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#stop);
  }
}
