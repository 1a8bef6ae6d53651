import * as z from 'zod';
import { listTriggers as list, TRIGGER_CONDITIONS } from '../../../operations/listTriggers.ts';
import { args, listEnd, triggerState } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const listTriggers = defineTool({
  name: 'list_triggers',
  group: 'trigger',
  title: 'List triggers',
  description:
    'List triggers of flows with their next date, whether they are disabled, which execution locks them, and running backfills.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    query: z.string().min(1).optional().describe('Part of an id'),
    namespace: args.namespace.optional().describe('Only this namespace and those below'),
    flow_id: args.flowId.optional(),
    only: z.enum(TRIGGER_CONDITIONS).optional(),
    limit: args.limit(20, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ triggers: z.array(triggerState), ...listEnd }),
  async run(context, { query, namespace, flow_id, only, limit, cursor }) {
    const search = { text: query, namespace, flowId: flow_id, only };
    const { items, total, nextCursor } = await list(context, search, {
      limit,
      cursor,
      maxBytes: RESULT_BYTES,
    });
    return { triggers: items, total, nextCursor };
  },
});
