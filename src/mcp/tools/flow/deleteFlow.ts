import * as z from 'zod';
import { deleteFlow as remove } from '../../../operations/deleteFlow.ts';
import { takeWithin } from '../../../operations/page.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { flowTrigger, linkedFlow } from './flowSchemas.ts';

const LIST_BYTES = 1_500;

export const deleteFlow = defineTool({
  name: 'delete_flow',
  group: 'flow',
  title: 'Delete a flow',
  description:
    'Delete a flow. Without confirm nothing is deleted and the impact is told (flows that need it, triggers that fire, executions not ended): show it to the user first. Its executions and revisions stay. To only stop new runs call set_flow_disabled.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    flow_id: args.flowId,
    confirm: z.boolean().default(false),
  }),
  output: z.object({
    deleted: z.boolean(),
    namespace: z.string(),
    flowId: z.string(),
    revision: z.number().optional(),
    dependants: z.array(linkedFlow).describe('Flows that run it, or that its end starts'),
    dependantsTotal: z.number(),
    activeTriggers: z.array(flowTrigger),
    openExecutions: z.array(executionSummary).describe('The latest that have not ended'),
    openExecutionsTotal: z.number(),
  }),
  nextCall: { not_found: 'Call search_flows to find the flow.' },
  async run(context, { namespace, flow_id: flowId, confirm }) {
    const { dependants, activeTriggers, ...deletion } = await remove(context, {
      namespace,
      flowId,
      confirm: confirm ? context.consent : undefined,
    });
    return {
      ...deletion,
      dependants: takeWithin(dependants, LIST_BYTES),
      dependantsTotal: dependants.length,
      activeTriggers: takeWithin(activeTriggers, LIST_BYTES),
    };
  },
});
