/** What becomes of executions that a kill switch covers: PASS lets them run, IGNORE leaves them where they are. */
export const EVALUATIONS = ['PASS', 'KILL', 'CANCEL', 'IGNORE'] as const;
export type Evaluation = (typeof EVALUATIONS)[number];

/** Stops executions of an instance while it is on: those of a namespace, a flow, or single ones. */
export interface KillSwitch {
  id: string;
  name: string;
  description?: string | undefined;
  tenantId?: string | undefined;
  namespace?: string | undefined;
  flowId?: string | undefined;
  executionIds?: string[] | undefined;
  evaluationType: Evaluation;
  /** ISO instants. */
  startDate: string;
  endDate?: string | undefined;
  enabled?: boolean | undefined;
}
