/** Lets one request after the other through; what somebody waits for goes before what nobody has asked for. */
export class RequestLane {
  readonly #urgent: (() => Promise<void>)[] = [];
  readonly #idle: (() => Promise<void>)[] = [];
  #busy = false;

  run<T>(request: () => Promise<T>, { urgent }: { urgent: boolean }): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const queue = urgent ? this.#urgent : this.#idle;
      queue.push(() => request().then(resolve, reject));
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (;;) {
      const next = this.#urgent.shift() ?? this.#idle.shift();
      if (next === undefined) break;
      await next();
    }
    this.#busy = false;
  }
}
