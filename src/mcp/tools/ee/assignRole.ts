import * as z from 'zod';
import { HOLDER_KINDS } from '../../../operations/enterprise/findAccess.ts';
import { assignRoles } from '../../../operations/enterprise/giveAccess.ts';
import { reportOutcomes } from '../../outcomes.ts';
import { defineTool } from '../../tool.ts';
import { accessArgs, givenOutcome } from './accessSchemas.ts';

const nextCall = { not_found: 'Call list_access with kind role, user, service_account or group.' } as const;

export const assignRole = defineTool({
  name: 'assign_role',
  group: 'ee',
  needs: 'enterprise',
  title: 'Assign roles',
  description:
    'Give roles to a user, service account or group, everywhere or in namespaces. To take one away: delete_access with kind binding.',
  effect: 'admin',
  daily: false,
  destructive: false,
  idempotent: true,
  input: z.strictObject({
    kind: z.enum(HOLDER_KINDS).describe('Of the holder'),
    holder: z.string().min(1).describe('Name, email address or id'),
    roles: accessArgs.names.min(1).describe('Names or ids'),
    namespaces: accessArgs.namespaces,
  }),
  output: z.object({ roles: z.array(givenOutcome) }),
  nextCall,
  async run(context, assignments) {
    return { roles: reportOutcomes(await assignRoles(context, assignments), nextCall) };
  },
});
