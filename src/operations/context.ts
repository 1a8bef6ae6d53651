import type { Kestra } from '../kestra/client.ts';
import type { Origin } from '../model/origin.ts';
import type { Person } from './person.ts';
import type { StartRegistry } from './startRegistry.ts';

/** What every operation gets beside its arguments. */
export interface OperationContext {
  readonly kestra: Kestra;
  /** Cancels the operation. */
  readonly signal: AbortSignal;
  /** Tells whoever waits what happens now. */
  /** Absent when nobody listens: then nothing is read only to be told. */
  readonly progress?: ((report: ProgressReport) => void) | undefined;
  /** Folders of this machine below which inputs may name files by path; none without it. */
  readonly fileFolders?: readonly string[];
  /** How executions are labelled that are started here; without it as Kestra labels those of its API. */
  readonly origin?: Origin | undefined;
  /** Knows what has been started; without it a start has no idempotency key. */
  readonly starts?: StartRegistry | undefined;
  /** Who can be asked for the form of a pause; nobody without it. */
  readonly person?: Person | undefined;
  /** What becomes of an execution when the call that started it is cancelled; it is left without it. */
  readonly onCancel?: 'leave' | 'kill' | undefined;
  /** Tells what happened after a call that gets no answer any more. */
  readonly note?: ((text: string) => void) | undefined;
}

export interface ProgressReport {
  /** Such as `3 of 7 task runs, now load_orders`. */
  message: string;
  done?: number;
  total?: number;
}
