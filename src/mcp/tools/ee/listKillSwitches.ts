import * as z from 'zod';
import { listKillSwitches as list } from '../../../operations/enterprise/killSwitches.ts';
import { pageWithin } from '../../../operations/page.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { killSwitch } from './killSwitchSchemas.ts';

export const listKillSwitches = defineTool({
  name: 'list_kill_switches',
  group: 'ee',
  needs: 'administrator',
  title: 'List kill switches',
  description:
    'List the kill switches of the instance: what they stop (the instance, a namespace, a flow, executions), how, and from when to when.',
  effect: 'read',
  daily: false,
  input: z.strictObject({ limit: args.limit(20, 100), cursor: args.cursor.optional() }),
  output: z.object({ killSwitches: z.array(killSwitch), ...listEnd }),
  async run(context, { limit, cursor }) {
    const all = await list(context);
    const { items, total, nextCursor } = pageWithin(all, { limit, cursor, maxBytes: RESULT_BYTES });
    return { killSwitches: items, total, nextCursor };
  },
});
