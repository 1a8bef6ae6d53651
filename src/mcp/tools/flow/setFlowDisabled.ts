import * as z from 'zod';
import { setFlowsDisabled } from '../../../operations/setFlowsDisabled.ts';
import { reportOutcomes } from '../../outcomes.ts';
import { args, errorObject } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const nextCall = { not_found: 'Call search_flows to find the flow.' } as const;

export const setFlowDisabled = defineTool({
  name: 'set_flow_disabled',
  group: 'flow',
  title: 'Disable or enable flows',
  description:
    'Disable flows, so that they cannot be started and their triggers do not fire, or enable them again. Makes a new revision of each that changes. Running executions go on.',
  effect: 'write',
  stops: ({ disabled }) => disabled === true,
  daily: false,
  idempotent: true,
  input: z.strictObject({
    namespace: args.namespace,
    flow_ids: z.array(args.flowId).min(1).max(50),
    disabled: z.boolean(),
  }),
  output: z.object({
    flows: z.array(
      z.object({
        flowId: z.string(),
        outcome: z.enum(['disabled', 'enabled', 'unchanged']).optional(),
        revision: z.number().optional(),
        url: z.string().optional(),
        error: errorObject.optional(),
      }),
    ),
  }),
  nextCall,
  async run(context, { namespace, flow_ids: flowIds, disabled }) {
    const outcomes = await setFlowsDisabled(context, { namespace, flowIds, disabled });
    return { flows: reportOutcomes(outcomes, nextCall) };
  },
});
