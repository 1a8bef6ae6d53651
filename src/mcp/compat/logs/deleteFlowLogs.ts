import * as z from 'zod';
import { deleteFlowLogs as remove } from '../../../operations/deleteLogs.ts';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given } from '../shape.ts';

export const deleteFlowLogs = defineCompatTool({
  name: 'delete_flow_logs',
  group: 'logs',
  title: 'Delete logs of a flow',
  description:
    'Delete the log lines of all executions and triggers of a flow for good, or of one trigger. Tells how many went.',
  effect: 'delete',
  idempotent: true,
  input: z.strictObject({
    namespace: text.required('Namespace of the flow'),
    flow_id: text.required('Flow id'),
    trigger_id: text.optional('Only of this trigger'),
  }),
  nextCall: { not_found: 'Call find_flow to find the flow.' },
  async run(context, { namespace, flow_id, trigger_id }) {
    const wanted = { namespace, flowId: flow_id, triggerId: given(trigger_id), confirm: context.consent };
    const { lines } = await remove(context, wanted);
    return { status: 'deleted', lines };
  },
});
