import type { ShownTaskRun } from '../../webview/messages.ts';

/** What the view knows of task runs, so that of a thousand only those that have changed are told. */
export class ChangedTaskRuns {
  readonly #told = new Map<string, string>();

  get isEmpty(): boolean {
    return this.#told.size === 0;
  }

  /** @returns all of them with `reset` when some are gone, as after a restart */
  changesIn(taskRuns: readonly ShownTaskRun[]): { changed: ShownTaskRun[]; reset: boolean } {
    const ids = new Set(taskRuns.map(({ id }) => id));
    const reset = this.#told.size === 0 || this.#told.keys().some((id) => !ids.has(id));
    if (reset) this.#told.clear();
    const changed = taskRuns.filter((taskRun) => {
      const look = JSON.stringify(taskRun);
      if (this.#told.get(taskRun.id) === look) return false;
      this.#told.set(taskRun.id, look);
      return true;
    });
    return { changed, reset };
  }

  forget(): void {
    this.#told.clear();
  }
}
