import * as z from 'zod';
import { deleteFlowLogs as remove } from '../../../operations/deleteLogs.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { deletedLogs } from './logArguments.ts';

export const deleteFlowLogs = defineTool({
  name: 'delete_flow_logs',
  group: 'logs',
  title: 'Delete the logs of a flow',
  description:
    'Delete the log lines of all executions of a flow, or only those of a trigger, for good. Without confirm nothing is deleted and it tells how many would be: show it to the user first.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    flow_id: args.flowId,
    trigger_id: z.string().min(1).optional(),
    confirm: z.boolean().default(false),
  }),
  output: deletedLogs,
  nextCall: { not_found: 'Call search_flows to find the flow.' },
  run: (context, { namespace, flow_id, trigger_id, confirm }) =>
    remove(context, {
      namespace,
      flowId: flow_id,
      triggerId: trigger_id,
      confirm: confirm ? context.consent : undefined,
    }),
});
