import type { Disposable } from '../../shared/disposables.ts';

/** Somebody who pauses this long may want to know. */
const REST_MS = 400;

type Check = (text: string, signal: AbortSignal) => Promise<string | undefined>;

/** Asks for an opinion once somebody rests from typing, and forgets the question when they go on. */
export class PatientCheck implements Disposable {
  readonly #check: Check | undefined;
  readonly #tell: (problem: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #under: AbortController | undefined;

  constructor(check: Check | undefined, tell: (problem: string) => void) {
    this.#check = check;
    this.#tell = tell;
  }

  start(text: string): void {
    this.stop();
    if (this.#check !== undefined) this.#timer = setTimeout(() => void this.#ask(text), REST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#under?.abort();
  }

  dispose(): void {
    this.stop();
  }

  async #ask(text: string): Promise<void> {
    const controller = new AbortController();
    this.#under = controller;
    // An opinion that cannot be had is none: Kestra is asked again when the form is sent.
    const problem = await this.#check?.(text, controller.signal).catch(() => undefined);
    if (problem !== undefined && !controller.signal.aborted) this.#tell(problem);
  }
}
