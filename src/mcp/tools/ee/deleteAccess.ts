import * as z from 'zod';
import { DELETABLE, deleteAccess as remove } from '../../../operations/enterprise/deleteAccess.ts';
import { defineTool } from '../../tool.ts';

export const deleteAccess = defineTool({
  name: 'delete_access',
  group: 'ee',
  needs: 'enterprise',
  title: 'Take access away',
  description:
    'Take a user out of the tenant, or delete a service account, API token, group, role, binding or invitation. Without confirm nothing is deleted and the impact is told: show it to the user first.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({
    kind: z.enum(DELETABLE),
    name: z.string().min(1).describe('Name, email address or id; of a binding the id'),
    service_account: z.string().min(1).optional().describe('Whose api_token it is'),
    confirm: z.boolean().default(false),
  }),
  output: z.object({
    deleted: z.boolean(),
    kind: z.enum(DELETABLE),
    id: z.string(),
    name: z.string(),
    impact: z.array(z.string()),
  }),
  nextCall: {
    not_found: 'Call list_access with that kind; tokens are in get_access of the service account.',
  },
  run: (context, { kind, name, service_account: serviceAccount, confirm }) =>
    remove(context, { kind, name, serviceAccount, confirm: confirm ? context.consent : undefined }),
});
