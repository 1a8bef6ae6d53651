import * as z from 'zod';
import { flowsWithTriggers } from '../../../operations/flowsWithTriggers.ts';
import { Failure } from '../../../shared/failure.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { flowTrigger } from './flowSchemas.ts';

export const listFlowsWithTriggers = defineTool({
  name: 'list_flows_with_triggers',
  group: 'flow',
  title: 'List flows with triggers',
  description:
    'List flows that have triggers, webhooks and flow triggers included: for each whether it fires, what disables it, and its next date.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace.optional().describe('Only this namespace and those below'),
    enabled_only: z.boolean().default(false).describe('Only triggers that fire'),
    disabled_only: z.boolean().default(false),
    limit: args.limit(20, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    flows: z.array(
      z.object({ namespace: z.string(), id: z.string(), triggers: z.array(flowTrigger), url: z.string() }),
    ),
    ...listEnd,
  }),
  async run(context, { namespace, enabled_only, disabled_only, limit, cursor }) {
    if (enabled_only && disabled_only) {
      throw new Failure('invalid', 'No trigger is both enabled and disabled.', {
        hint: 'Give one of enabled_only and disabled_only, or none.',
      });
    }
    const active = enabled_only || disabled_only ? enabled_only : undefined;
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } = await flowsWithTriggers(context, { namespace, active }, page);
    return { flows: items, total, nextCursor };
  },
});
