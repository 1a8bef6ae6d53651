import type { Execution } from '../../model/execution.ts';
import { pausedTaskRun } from '../../model/pause.ts';

/** Which pauses this server's user was asked about: nobody is asked twice, however many requests wait for the task. */
export class AskedPauses {
  readonly #asked = new Map<string, Promise<void>>();

  /** Asks, unless that was done for this pause; returns once it is answered. A failed attempt may be repeated. */
  async once(execution: Execution, ask: () => Promise<void>): Promise<void> {
    const key = keyOf(execution);
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const asking = ask();
    this.#asked.set(key, asking);
    asking.catch(() => this.#asked.delete(key));
    return asking;
  }

  isAnswered(execution: Execution): boolean {
    return this.#asked.has(keyOf(execution));
  }
}

/** The same task may pause again, in a loop or after a restart. */
function keyOf(execution: Execution): string {
  const taskRun = pausedTaskRun(execution);
  return [
    execution.id,
    taskRun?.id,
    taskRun?.state.histories.length ?? execution.state.histories.length,
  ].join();
}
