import * as z from 'zod';
import { saveServiceAccount as save } from '../../../operations/enterprise/saveAccess.ts';
import { defineTool } from '../../tool.ts';
import { accessArgs, savedAccess } from './accessSchemas.ts';

export const saveServiceAccount = defineTool({
  name: 'save_service_account',
  group: 'ee',
  needs: 'enterprise',
  title: 'Make or change a service account',
  description:
    'Make a service account for a program, or change one: what is left out stays, groups are replaced as a whole. Roles: assign_role. Its token: create_api_token.',
  effect: 'admin',
  daily: false,
  idempotent: true,
  input: z.strictObject({
    service_account: accessArgs.existing('account'),
    name: z
      .string()
      .regex(/^(?=.{1,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/)
      .optional()
      .describe('Lower-case words with dashes'),
    description: z.string().optional(),
    groups: accessArgs.names.optional().describe('Names or ids: all of them'),
  }),
  output: savedAccess,
  nextCall: { not_found: 'Call list_access with kind service_account or group.' },
  run: (context, { service_account: existing, ...change }) => save(context, { existing, ...change }),
});
