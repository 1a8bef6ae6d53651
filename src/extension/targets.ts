import type { ExecutionSummary } from '../operations/summary.ts';

/** A connection, by its id. */
export interface ConnectionTarget {
  connectionId: string;
}

/** An execution on a connection: what a command about one needs to know. */
export interface ExecutionTarget extends ConnectionTarget {
  execution: ExecutionSummary;
}

/** A flow on a connection. */
export interface FlowTarget extends ConnectionTarget {
  flow: { namespace: string; id: string; url: string };
  /** Address of the document that it was chosen in, whose text is meant. */
  document?: string | undefined;
}
