import * as z from 'zod';
import { deleteKillSwitch as remove } from '../../../operations/enterprise/killSwitches.ts';
import { defineTool } from '../../tool.ts';
import { killSwitch } from './killSwitchSchemas.ts';

export const deleteKillSwitch = defineTool({
  name: 'delete_kill_switch',
  group: 'ee',
  needs: 'administrator',
  title: 'Delete a kill switch',
  description:
    'Delete a kill switch, so that what it stopped may run again. Without confirm nothing is deleted and it is told what would be. To only switch it off call set_kill_switch with enabled=false.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({ id: z.string().min(1), confirm: z.boolean().default(false) }),
  output: z.object({ deleted: z.boolean(), killSwitch }),
  nextCall: { not_found: 'Call list_kill_switches to find it.' },
  run: (context, { id, confirm }) => remove(context, { id, confirm: confirm ? context.consent : undefined }),
});
