/** Names a trigger. */
export interface TriggerId {
  namespace: string;
  flowId: string;
  triggerId: string;
}

/** A trigger of a flow with what the scheduler knows of it, in the same words for both majors. */
export interface TriggerState extends TriggerId {
  /** Absent when the flow no longer has the trigger. */
  type?: string | undefined;
  cron?: string | undefined;
  disabled: boolean;
  /** Told when the flow's YAML disables it: enabling its state changes nothing then. */
  disabledInFlow?: boolean | undefined;
  /** States of an execution after which Kestra disables the trigger. */
  stopAfter?: string[] | undefined;
  /** ISO instants of the next and the last evaluation. */
  next?: string | undefined;
  last?: string | undefined;
  /** The execution that has to end before the trigger fires again. */
  lockedBy?: string | undefined;
  backfill?: Backfill | undefined;
}

export interface Backfill {
  start?: string | undefined;
  end?: string | undefined;
  /** The date that it has come to. */
  now?: string | undefined;
  paused: boolean;
}
