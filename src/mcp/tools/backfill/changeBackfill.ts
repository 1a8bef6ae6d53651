import * as z from 'zod';
import { BACKFILL_ACTIONS, changeBackfill as change } from '../../../operations/changeBackfill.ts';
import { args, triggerState } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const changeBackfill = defineTool({
  name: 'change_backfill',
  group: 'backfill',
  title: 'Pause, continue or delete a backfill',
  description:
    'Pause, continue or delete the running backfill of a trigger. Executions that it has started go on; kill_execution stops them.',
  effect: 'trigger',
  stops: ({ action }) => action !== 'continue',
  daily: false,
  destructive: true,
  idempotent: true,
  input: z.strictObject({
    action: z.enum(BACKFILL_ACTIONS),
    namespace: args.namespace,
    flow_id: args.flowId,
    trigger_id: z.string().min(1).optional().describe('If several triggers are backfilling'),
  }),
  output: z.object({ trigger: triggerState.describe('As it is now') }),
  nextCall: { not_found: 'Call list_triggers to see which triggers are backfilling.' },
  run: async (context, { flow_id, trigger_id, ...rest }) => ({
    trigger: await change(context, { ...rest, flowId: flow_id, triggerId: trigger_id }),
  }),
});
