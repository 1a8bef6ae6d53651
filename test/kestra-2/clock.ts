/** Timers that end with the server, so that a stopped stand-in leaves nothing running. */
export class Clock {
  readonly #timers = new Set<NodeJS.Timeout>();

  after(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    this.#timers.add(timer);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
