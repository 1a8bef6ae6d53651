import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { TriggersApi } from '../kestra/api/triggers.ts';
import type { TriggerId, TriggerState } from '../model/trigger.ts';
import type { OperationContext } from './context.ts';
import {
  flowTriggers,
  requireState,
  requireTrigger,
  triggerStates,
  type DefinedTrigger,
  type FlowTriggers,
} from './flowTriggers.ts';
import { outcomeOf } from './outcomeOf.ts';

export const TRIGGER_ACTIONS = ['enable', 'disable', 'unlock', 'restart'] as const;
export type TriggerAction = (typeof TRIGGER_ACTIONS)[number];

export interface TriggerChange {
  namespace: string;
  flowId: string;
  triggerIds: readonly string[];
  action: TriggerAction;
}

/** What became of one trigger: its state as it is now, and whether that cost it its backfill, or why nothing was done. */
export type TriggerOutcome =
  | { triggerId: string; changed: true; trigger: TriggerState; backfillDropped: boolean }
  | { triggerId: string; changed: false; failure: Failure };

/**
 * Enables, disables, unlocks or restarts triggers of a flow, each for itself, and reads their states afterwards.
 *
 * @throws Failure `not_found` when there is no such flow
 */
export async function changeTriggers(
  context: OperationContext,
  change: TriggerChange,
): Promise<TriggerOutcome[]> {
  const known = await flowTriggers(context, change);
  const outcomes: TriggerOutcome[] = [];
  for (const triggerId of new Set(change.triggerIds)) {
    outcomes.push(
      await changeOne(context, known, triggerId, change.action).catch((error: unknown) => ({
        triggerId,
        changed: false as const,
        failure: Failure.from(error),
      })),
    );
  }
  return outcomes;
}

async function changeOne(
  context: OperationContext,
  known: FlowTriggers,
  triggerId: string,
  action: TriggerAction,
): Promise<TriggerOutcome> {
  const before = requireTrigger(known, triggerId);
  const id = { namespace: known.flow.namespace, flowId: known.flow.id, triggerId };
  if (action === 'enable') requireSwitchable(known, before);
  const { backfill } = requireState(known, before);
  await ACTS[action](context.kestra.triggers, id, { signal: context.signal });
  const reading = readState(context, id);
  const trigger = await outcomeOf(told`The state of trigger ${triggerId} was changed`, reading);
  const backfillDropped = backfill !== undefined && trigger.backfill === undefined;
  return { triggerId, changed: true, trigger, backfillDropped };
}

type Act = (triggers: TriggersApi, id: TriggerId, call: { signal: AbortSignal }) => Promise<void>;

const ACTS: Readonly<Record<TriggerAction, Act>> = {
  enable: (triggers, id, call) => triggers.setDisabled(id, false, call),
  disable: (triggers, id, call) => triggers.setDisabled(id, true, call),
  unlock: (triggers, id, call) => triggers.unlock(id, call),
  restart: (triggers, id, call) => triggers.restart(id, call),
};

/** Kestra would enable the state and the trigger would still not fire. */
function requireSwitchable({ flow }: FlowTriggers, { definition }: DefinedTrigger): void {
  if (!flow.disabled && !definition.disabled) return;
  const name = `${flow.namespace}.${flow.id}`;
  const message = flow.disabled
    ? told`Trigger ${definition.id} of ${name} stays disabled: the flow itself is disabled.`
    : told`Trigger ${definition.id} of ${name} stays disabled: its YAML says it is disabled.`;
  throw new Failure('conflict', message, {
    hint: flow.disabled
      ? told`Enable the flow first.`
      : told`Remove 'disabled: true' from the trigger in the flow.`,
  });
}

async function readState(context: OperationContext, id: TriggerId): Promise<TriggerState> {
  const found = (await triggerStates(context, id)).find(({ triggerId }) => triggerId === id.triggerId);
  if (found !== undefined) return found;
  throw new Failure('not_found', told`Kestra has no state of trigger ${id.triggerId} yet.`);
}
