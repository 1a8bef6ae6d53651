import type { InputPart } from '../../model/inputValue.ts';
import type { State } from '../../model/state.ts';
import type { Page } from '../query.ts';

export interface ExecutionSearch extends Page {
  /** Exact flow id. */
  flowId?: string | undefined;
  /** This namespace and everything below it. */
  namespace?: string | undefined;
  /** Leaves out what is below {@link namespace}. */
  exactNamespace?: boolean | undefined;
  /** Exactly these; beside {@link namespace} both count. */
  namespaces?: readonly string[] | undefined;
  states?: readonly State[] | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
  /** ISO instants with offset, applied to the start of the execution. */
  startedAfter?: string | undefined;
  startedBefore?: string | undefined;
  /** Children of this execution. */
  triggeredBy?: string | undefined;
  /** Replays and restarted copies of this execution; 2.x only. */
  copiedFrom?: string | undefined;
  text?: string | undefined;
}

export interface NewExecution {
  namespace: string;
  flowId: string;
  parts: readonly InputPart[];
  revision?: number | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
  /** ISO instant with offset. */
  scheduleDate?: string | undefined;
  breakpoints?: readonly Breakpoint[] | undefined;
  kind?: ExecutionKind | undefined;
}

/** Where an execution stops before it runs a task: a task id, or `id.value` for one iteration. */
export type Breakpoint = string;

/** All but NORMAL stay out of Kestra's own statistics. */
export const EXECUTION_KINDS = ['NORMAL', 'TEST', 'PLAYGROUND'] as const;
export type ExecutionKind = (typeof EXECUTION_KINDS)[number];

export interface Replay {
  /** From this task run on; from the start without it. */
  taskRunId?: string | undefined;
  /** The original's revision without it. */
  revision?: number | undefined;
  breakpoints?: readonly Breakpoint[] | undefined;
}

/** What goes with an execution when it is deleted. */
export interface Deletion {
  logs: boolean;
  metrics: boolean;
  /** Its files in the internal storage. */
  files: boolean;
}
