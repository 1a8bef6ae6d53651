import type { ExecutionSummary } from '../operations/summary.ts';

/** An execution on a connection: what a command about one needs to know. */
export interface ExecutionTarget {
  connectionId: string;
  execution: ExecutionSummary;
}

/** A flow on a connection. */
export interface FlowTarget {
  connectionId: string;
  flow: { namespace: string; id: string; url: string };
}
