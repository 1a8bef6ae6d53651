import * as z from 'zod';
import { changeMembers } from '../../../operations/enterprise/giveAccess.ts';
import { reportOutcomes } from '../../outcomes.ts';
import { defineTool } from '../../tool.ts';
import { accessArgs, givenOutcome } from './accessSchemas.ts';

const nextCall = { not_found: 'Call list_access with kind user, service_account or group.' } as const;

export const changeGroupMembers = defineTool({
  name: 'change_group_members',
  group: 'ee',
  needs: 'enterprise',
  title: 'Change the members of a group',
  description:
    'Add people to a group or take them out; with it they get and lose its roles. Whoever is then in no group loses the tenant.',
  effect: 'admin',
  daily: false,
  idempotent: true,
  input: z.strictObject({
    group: z.string().min(1).describe('Name or id'),
    add_members: accessArgs.names.default([]).describe('Email addresses, names or ids'),
    remove_members: accessArgs.names.default([]),
    kind: z.enum(['user', 'service_account']).default('user'),
  }),
  output: z.object({ members: z.array(givenOutcome) }),
  nextCall,
  async run(context, { group, add_members: add, remove_members: remove, kind }) {
    const outcomes = await changeMembers(context, { group, add, remove, kind });
    return { members: reportOutcomes(outcomes, nextCall) };
  },
});
