import type { Kestra } from '../kestra/client.ts';

/** What every operation gets beside its arguments. */
export interface OperationContext {
  readonly kestra: Kestra;
  /** Cancels the operation. */
  readonly signal: AbortSignal;
  /** Tells whoever waits what happens now. */
  readonly progress: (report: ProgressReport) => void;
  /** Folders of this machine below which inputs may name files by path; none without it. */
  readonly fileFolders?: readonly string[];
}

export interface ProgressReport {
  /** Such as `3 of 7 task runs, now load_orders`. */
  message: string;
  done?: number;
  total?: number;
}
