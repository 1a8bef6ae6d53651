import type { WaitingForm } from '../../operations/waitingForm.ts';

/** What a person said to a form. */
export type Answer =
  | { action: 'accept'; values: Readonly<Record<string, unknown>> }
  | { action: 'decline' | 'cancel' };

/** The client of a task, as far as its user can be asked through it. */
export interface TaskClient {
  canBeAsked: boolean;
  /** @param problems what was wrong with the answer before */
  ask(form: WaitingForm, problems: readonly string[], signal: AbortSignal): Promise<Answer>;
  /** Resumes an execution under the guards of that call. @returns what is wrong with the values; none when it went on */
  resume(
    executionId: string,
    values: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<string[]>;
}
