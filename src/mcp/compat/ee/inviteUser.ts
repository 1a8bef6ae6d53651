import * as z from 'zod';
import { inviteUser as invite } from '../../../operations/enterprise/inviteUser.ts';
import { optionalList, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';

const ROLES = ['admin', 'developer', 'editor', 'launcher', 'viewer'] as const;

export const inviteUser = defineCompatTool({
  name: 'invite_user',
  group: 'ee',
  needs: 'enterprise',
  title: 'Invite a user',
  description:
    'Invite somebody by email, with groups and a role; it is looked up whether they were really given. Its link comes by mail or is in the UI.',
  effect: 'admin',
  destructive: false,
  input: z.strictObject({
    email: text.required('Email address'),
    group_names: optionalList(z.string(), 'Names of groups'),
    role: z.enum(ROLES).nullable().default(null).describe('Role in the whole tenant'),
  }),
  nextCall: { conflict: 'Call manage_invitations to look at it or to delete it.' },
  run: (context, { email, group_names, role }) =>
    invite(context, { email, groups: group_names ?? [], roles: role === null ? [] : [role], namespaces: [] }),
});
