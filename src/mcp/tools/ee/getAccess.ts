import * as z from 'zod';
import { ACCESS_KINDS } from '../../../operations/enterprise/accessKinds.ts';
import { takeWithin } from '../../../operations/page.ts';
import { readAccess } from '../../../operations/enterprise/readAccess.ts';
import { defineTool } from '../../tool.ts';
import { accessItem, givenRole } from './accessSchemas.ts';

const LIST_BYTES = 1_200;

export const getAccess = defineTool({
  name: 'get_access',
  group: 'ee',
  needs: 'enterprise',
  title: 'What somebody may do',
  description:
    'A user, service account, group, role, binding or invitation with what hangs on it: groups, roles and from where, permissions in all, members, holders, names of tokens. Answers who may do what, and why.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    kind: z.enum(ACCESS_KINDS),
    name: z.string().min(1).describe('Name, email address or id; of a binding the id'),
    resource: z.string().min(1).optional().describe('Only permissions on this, e.g. FLOW'),
  }),
  output: accessItem.extend({
    kind: z.enum(ACCESS_KINDS),
    roles: z.array(givenRole).optional(),
    permissions: z.record(z.string(), z.string()).optional().describe('Actions by resource'),
    members: z.array(z.string()).optional(),
    membersTotal: z.number().optional(),
    holders: z.array(z.string()).optional(),
    holdersTotal: z.number().optional(),
    tokens: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          description: z.string().optional(),
          expires: z.string().optional(),
          lastUsed: z.string().optional(),
          expired: z.boolean().optional(),
        }),
      )
      .optional(),
  }),
  nextCall: { not_found: 'Call list_access with the same kind.' },
  async run(context, { kind, name, resource }) {
    const { permissions, members, holders, roles, tokens, ...rest } = await readAccess(context, {
      kind,
      name,
    });
    const allowed = Object.entries(permissions ?? {})
      .filter(([key]) => resource === undefined || key === resource)
      .map(([key, actions]) => [key, actions.join(' ')]);
    return {
      ...rest,
      roles: roles && takeWithin(roles, LIST_BYTES),
      tokens: tokens && takeWithin(tokens, LIST_BYTES),
      permissions: permissions && Object.fromEntries(allowed),
      members: members && takeWithin(members, LIST_BYTES),
      membersTotal: members?.length,
      holders: holders && takeWithin(holders, LIST_BYTES),
      holdersTotal: holders?.length,
    };
  },
});
