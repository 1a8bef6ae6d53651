import { Failure } from '../shared/failure.ts';
import type { TriggersApi } from '../kestra/api/triggers.ts';
import type { TriggerId, TriggerState } from '../model/trigger.ts';
import type { OperationContext } from './context.ts';
import { triggerStates } from './flowTriggers.ts';
import { outcomeOf } from './outcomeOf.ts';

export const BACKFILL_ACTIONS = ['pause', 'continue', 'delete'] as const;
export type BackfillAction = (typeof BACKFILL_ACTIONS)[number];

export interface BackfillChange {
  namespace: string;
  flowId: string;
  /** Needed when several triggers of the flow are backfilling. */
  triggerId?: string | undefined;
  action: BackfillAction;
}

/**
 * Pauses, continues or deletes a running backfill; executions that it has started go on.
 *
 * @returns the trigger as it is now
 * @throws Failure `conflict` when there is no backfill: 2.x would answer as if there had been one
 */
export async function changeBackfill(
  context: OperationContext,
  { action, ...target }: BackfillChange,
): Promise<TriggerState> {
  const trigger = await backfilling(context, target);
  await ACTS[action](context.kestra.triggers, trigger, { signal: context.signal });
  const what = `The backfill of trigger ${trigger.triggerId} was told to ${action}`;
  return outcomeOf(what, readAgain(context, trigger));
}

type Act = (triggers: TriggersApi, id: TriggerId, call: { signal: AbortSignal }) => Promise<void>;

const ACTS: Readonly<Record<BackfillAction, Act>> = {
  pause: (triggers, id, call) => triggers.pauseBackfill(id, call),
  continue: (triggers, id, call) => triggers.continueBackfill(id, call),
  delete: (triggers, id, call) => triggers.deleteBackfill(id, call),
};

/** The one trigger that is meant and has a backfill. */
async function backfilling(
  context: OperationContext,
  { namespace, flowId, triggerId }: Omit<BackfillChange, 'action'>,
): Promise<TriggerState> {
  const states = await triggerStates(context, { namespace, flowId });
  const named = states.filter((state) => triggerId === undefined || state.triggerId === triggerId);
  const [first, ...others] = named.filter(({ backfill }) => backfill !== undefined);
  if (named.length === 0) {
    const name = triggerId === undefined ? 'a trigger' : `the trigger '${triggerId}'`;
    throw new Failure('not_found', `${namespace}.${flowId} does not have ${name}.`);
  }
  if (first === undefined) {
    throw new Failure('conflict', `There is no backfill of ${namespace}.${flowId} now.`, {
      hint: 'It may have ended by itself: list the executions of the flow.',
    });
  }
  if (others.length > 0) {
    const ids = [first, ...others].map((state) => state.triggerId).join(', ');
    throw new Failure('invalid', `Several triggers of ${namespace}.${flowId} are backfilling: ${ids}.`, {
      hint: 'Say which one with trigger_id.',
    });
  }
  return first;
}

async function readAgain(context: OperationContext, trigger: TriggerState): Promise<TriggerState> {
  const states = await triggerStates(context, trigger);
  return states.find(({ triggerId }) => triggerId === trigger.triggerId) ?? trigger;
}
