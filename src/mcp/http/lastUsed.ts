/** Keeps what was used last, each made when it is first asked for. */
export class LastUsed<T> {
  readonly #make: () => T;
  readonly #most: number;
  readonly #kept = new Map<string, T>();

  constructor(make: () => T, most: number) {
    this.#make = make;
    this.#most = most;
  }

  of(key: string): T {
    const found = this.#kept.get(key) ?? this.#make();
    this.#kept.delete(key);
    this.#kept.set(key, found);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    return found;
  }
}
