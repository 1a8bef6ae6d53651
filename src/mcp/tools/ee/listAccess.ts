import * as z from 'zod';
import { ACCESS_KINDS } from '../../../operations/enterprise/accessKinds.ts';
import { listAccess as list } from '../../../operations/enterprise/listAccess.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { accessItem } from './accessSchemas.ts';

export const listAccess = defineTool({
  name: 'list_access',
  group: 'ee',
  needs: 'enterprise',
  title: 'List users, groups and roles',
  description:
    'Users, service accounts, groups, roles, bindings (who has which role where) or invitations of the tenant, by part of the name. What somebody may do: get_access.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    kind: z.enum(ACCESS_KINDS),
    q: z.string().min(1).optional().describe('Not for bindings'),
    holder_id: z.string().min(1).optional().describe('Only bindings of this user, account or group'),
    limit: args.limit(20, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ items: z.array(accessItem), ...listEnd }),
  async run(context, { kind, q: text, holder_id: holderId, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    return list(context, { kind, text, holderId }, page);
  },
});
