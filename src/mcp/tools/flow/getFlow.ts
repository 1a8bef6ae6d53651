import * as z from 'zod';
import { readFlow } from '../../../operations/readFlow.ts';
import { args, flowSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const SOURCE_BYTES = 5_000;

export const getFlow = defineTool({
  name: 'get_flow',
  group: 'flow',
  title: 'Get a flow',
  description: 'Get a flow with its YAML source, now or at a revision. A long source comes in parts.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    namespace: args.namespace,
    flow_id: args.flowId,
    revision: args.revision.optional(),
    from_line: z.int().min(1).default(1).describe('nextLine of the previous part'),
  }),
  output: flowSummary.extend({
    source: z.string(),
    lines: z.number(),
    nextLine: z.number().optional(),
    exception: z.string().optional(),
  }),
  nextCall: { not_found: 'Call search_flows to find the flow.' },
  run: (context, { namespace, flow_id, revision, from_line }) =>
    readFlow(context, { namespace, flowId: flow_id, revision, fromLine: from_line, maxBytes: SOURCE_BYTES }),
});
