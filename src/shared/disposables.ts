/** Something that can be given back: a subscription, a timer, a connection. */
export interface Disposable {
  dispose(): void;
}

/** Collects disposables and gives them back together; what comes after that is given back at once. */
export class DisposableList implements Disposable {
  #items: Disposable[] = [];
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    const items = this.#items;
    this.#items = [];
    for (const item of items.toReversed()) item.dispose();
  }
}
