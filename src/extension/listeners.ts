import type { Disposable } from '../shared/disposables.ts';

/** A list of callbacks: what VS Code's EventEmitter does, usable where there is no VS Code. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** An event as VS Code's API expects one. */
  readonly event = (listener: (value: T) => void): Disposable => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}
