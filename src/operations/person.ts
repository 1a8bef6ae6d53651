import type { Execution } from '../model/execution.ts';
import type { WaitingForm } from './waitingForm.ts';

/** A form that somebody has to fill in before an execution goes on. */
export interface FormRequest {
  execution: Execution;
  form: WaitingForm;
  /** Filled in beforehand; the person may change it. */
  values: Readonly<Record<string, unknown>>;
  /** What Kestra had against the answer before. */
  problems: readonly string[];
  /** Says that the question has answered itself elsewhere. */
  answered: AbortSignal;
}

export type FormReply =
  | { kind: 'values'; values: Readonly<Record<string, unknown>> }
  /** The person is deciding on a page of Kestra instead. */
  | { kind: 'elsewhere' }
  /** No decision; why, as the end of a sentence. */
  | { kind: 'none'; why: string };

/** Somebody who can be asked while an operation waits. */
export interface Person {
  /** @throws Failure `cancelled` only */
  fillIn(request: FormRequest): Promise<FormReply>;
}
