import * as z from 'zod';
import { inviteUser as invite } from '../../../operations/enterprise/inviteUser.ts';
import { defineTool } from '../../tool.ts';
import { accessArgs } from './accessSchemas.ts';

export const inviteUser = defineTool({
  name: 'invite_user',
  group: 'ee',
  needs: 'enterprise',
  title: 'Invite a user',
  description:
    'Invite somebody by email, with groups and roles; it is looked up whether they were really given. The link comes by mail or is in the UI, never here. Somebody whom Kestra knows comes in at once.',
  effect: 'admin',
  daily: false,
  destructive: false,
  input: z.strictObject({
    email: z.email(),
    group_names: accessArgs.names.default([]),
    roles: accessArgs.names.default([]).describe('Names, e.g. Viewer'),
    namespaces: accessArgs.namespaces,
  }),
  output: z.object({
    email: z.string(),
    outcome: z.enum(['invited', 'admitted']),
    invitationId: z.string().optional(),
    expires: z.string().optional(),
    userId: z.string().optional(),
    groups: z.array(z.string()),
    roles: z.array(z.string()),
    addedAfterwards: z.array(z.string()).optional().describe('Kestra had left it out'),
    notApplied: z.array(z.string()).optional().describe('To be given once they have accepted'),
  }),
  nextCall: {
    not_found: 'Call list_access with kind group or role.',
    conflict: 'Call get_access with kind invitation; delete_access removes it.',
  },
  run: (context, { email, group_names: groups, roles, namespaces }) =>
    invite(context, { email, groups, roles, namespaces }),
});
