import * as z from 'zod';
import { changeTriggers, TRIGGER_ACTIONS, type TriggerOutcome } from '../../../operations/changeTrigger.ts';
import { reportOutcomes } from '../../outcomes.ts';
import { args, errorObject, triggerState } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const nextCall = { not_found: 'Call list_triggers to see the triggers.' };

export const changeTrigger = defineTool({
  name: 'change_trigger',
  group: 'trigger',
  title: 'Enable, disable, unlock or restart triggers',
  description:
    'Enable or disable triggers of a flow, unlock those that an execution locks, or restart them (forget lock and last date). Tells the state of each afterwards.',
  effect: 'trigger',
  stops: ({ action }) => action === 'disable',
  daily: true,
  input: z.strictObject({
    action: z.enum(TRIGGER_ACTIONS),
    namespace: args.namespace,
    flow_id: args.flowId,
    trigger_ids: z.array(z.string().min(1)).min(1).max(50),
  }),
  output: z.object({
    results: z.array(
      z.object({
        triggerId: z.string(),
        changed: z.boolean(),
        trigger: triggerState.optional(),
        note: z.string().optional(),
        error: errorObject.optional(),
      }),
    ),
  }),
  nextCall,
  async run(context, { action, namespace, flow_id, trigger_ids }) {
    const change = { action, namespace, flowId: flow_id, triggerIds: trigger_ids };
    const outcomes = await changeTriggers(context, change);
    return { results: reportOutcomes(outcomes.map(withNote), nextCall) };
  },
});

function withNote(outcome: TriggerOutcome) {
  if (!outcome.changed) return outcome;
  const { backfillDropped, ...rest } = outcome;
  return { ...rest, note: backfillDropped ? 'Its backfill is gone.' : undefined };
}
