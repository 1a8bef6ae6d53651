import * as z from 'zod';
import { EVALUATIONS } from '../../../model/killSwitch.ts';
import { setKillSwitch as set } from '../../../operations/enterprise/killSwitches.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { killSwitch } from './killSwitchSchemas.ts';

export const setKillSwitch = defineTool({
  name: 'set_kill_switch',
  group: 'ee',
  needs: 'administrator',
  title: 'Set a kill switch',
  description:
    'Make a kill switch, or change the one with this id: executions that it covers are killed, cancelled, ignored or let pass. Without namespace and flow_id it covers the whole instance. Without confirm nothing is done and it tells how many executions it would hit: show that to the user first.',
  effect: 'admin',
  daily: false,
  destructive: true,
  stops: true,
  input: z.strictObject({
    id: z.string().min(1).optional().describe('To change one; it is replaced as a whole'),
    name: z.string().min(1),
    evaluation_type: z.enum(EVALUATIONS),
    namespace: args.namespace.optional(),
    flow_id: args.flowId.optional(),
    execution_ids: z.array(z.string().min(1)).max(50).optional(),
    start_date: args.instant.optional().describe('Default now'),
    end_date: args.instant.optional(),
    description: z.string().optional(),
    enabled: z.boolean().default(true),
    confirm: z.boolean().default(false),
  }),
  output: z.object({
    set: z.boolean(),
    killSwitch: killSwitch.partial({ id: true }),
    before: killSwitch.optional(),
    openExecutions: z.number().describe('Of this tenant, that have not ended and that it covers'),
  }),
  nextCall: { not_found: 'Call list_kill_switches to find it.' },
  run(context, { confirm, evaluation_type, flow_id, execution_ids, start_date, end_date, ...rest }) {
    const wanted = {
      ...rest,
      evaluationType: evaluation_type,
      flowId: flow_id,
      executionIds: execution_ids,
      startDate: start_date ?? new Date().toISOString(),
      endDate: end_date,
    };
    return set(context, { wanted, confirm });
  },
});
