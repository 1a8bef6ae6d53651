import type { Flow, Trigger } from '../model/flow.ts';
import { flowLink } from '../model/links.ts';
import type { Backfill, TriggerState } from '../model/trigger.ts';
import { allFlows } from './allFlows.ts';
import type { OperationContext } from './context.ts';
import { allTriggers } from './listTriggers.ts';
import { pageWithin, type PageRequest, type PageResult } from './page.ts';

/** A trigger of a flow, and whether it fires. */
export interface FlowTrigger {
  id: string;
  type: string;
  cron?: string | undefined;
  /** Nothing has switched it off: not its flow, not the flow's YAML, not its state. */
  active: boolean;
  /** What has, in the order in which it would have to be undone. */
  disabledBy?: ('flow' | 'yaml' | 'state')[] | undefined;
  /** ISO instant; only where it fires. Webhooks and flow triggers have none. */
  next?: string | undefined;
  last?: string | undefined;
  lockedBy?: string | undefined;
  backfill?: Backfill | undefined;
}

export interface FlowWithTriggers {
  namespace: string;
  id: string;
  triggers: FlowTrigger[];
  url: string;
}

/** Flows that have triggers, with their states: a request for all flows and one for all states, not one per flow. */
export async function flowsWithTriggers(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  { namespace, active }: { namespace?: string | undefined; active?: boolean | undefined },
  request: PageRequest,
): Promise<PageResult<FlowWithTriggers>> {
  const [flows, states] = await Promise.all([
    allFlows(context, { namespace }),
    allTriggers(context, { namespace }),
  ]);
  const byKey = new Map(
    states.map((state) => [keyOf(state.namespace, state.flowId, state.triggerId), state]),
  );
  const found = flows.flatMap((flow) => {
    const triggers = triggersOf(flow, (id) => byKey.get(keyOf(flow.namespace, flow.id, id)));
    const wanted = triggers.filter((trigger) => active === undefined || trigger.active === active);
    const url = flowLink(context.kestra.connection, flow);
    return wanted.length === 0 ? [] : [{ namespace: flow.namespace, id: flow.id, triggers: wanted, url }];
  });
  return pageWithin(found, request);
}

/** The triggers of a flow as it defines them, each with its state where the scheduler has one. */
export function triggersOf(flow: Flow, stateOf: (id: string) => TriggerState | undefined): FlowTrigger[] {
  return (flow.triggers ?? []).map((trigger) => flowTrigger(flow, trigger, stateOf(trigger.id)));
}

function flowTrigger(flow: Flow, trigger: Trigger, state: TriggerState | undefined): FlowTrigger {
  // A state counts as disabled when the YAML says so too.
  const byState = state?.disabled && !trigger.disabled;
  const disabledBy = [
    ...(flow.disabled ? (['flow'] as const) : []),
    ...(trigger.disabled ? (['yaml'] as const) : []),
    ...(byState ? (['state'] as const) : []),
  ];
  const active = disabledBy.length === 0;
  return {
    id: trigger.id,
    type: trigger.type,
    cron: trigger.cron,
    active,
    disabledBy: active ? undefined : disabledBy,
    next: active ? state?.next : undefined,
    last: state?.last,
    lockedBy: state?.lockedBy,
    backfill: state?.backfill,
  };
}

function keyOf(...parts: string[]): string {
  return JSON.stringify(parts);
}
