/** A fixed number of places. Who finds none waits in line, or goes without. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Takes a place if there is one. Who has taken one gives it back by {@link release}. */
  tryTake(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  /** Takes a place as soon as there is one; false when the signal says stop before that. */
  take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.tryTake()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (taken: boolean): void => {
        this.#waiting.delete(next);
        signal.removeEventListener('abort', stop);
        resolve(taken);
      };
      const next = (): void => finish(true);
      const stop = (): void => finish(false);
      this.#waiting.add(next);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Gives a place back, to the first in line. */
  release(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else next();
  }
}
