/** Stands in for VS Code's global state and secret storage. */
export class MemoryState {
  /** `never` is whatever type is asked for. */
  readonly values = new Map<string, never>();

  get(key: string): undefined {
    return this.values.get(key);
  }

  update(key: string, value: never): Promise<void> {
    this.values.set(key, structuredClone(value));
    return Promise.resolve();
  }
}

export class MemorySecrets {
  readonly values = new Map<string, string>();

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.values.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}
