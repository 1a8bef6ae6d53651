import * as z from 'zod';
import { saveRole as save } from '../../../operations/enterprise/saveAccess.ts';
import { defineTool } from '../../tool.ts';
import { accessArgs, savedAccess } from './accessSchemas.ts';

export const saveRole = defineTool({
  name: 'save_role',
  group: 'ee',
  needs: 'enterprise',
  title: 'Make or change a role',
  description:
    'Make a role, or change one: what is left out stays, permissions are replaced as a whole. Everybody who has it is affected at once: see get_access.',
  effect: 'admin',
  daily: false,
  idempotent: true,
  input: z.strictObject({
    role: accessArgs.existing('role'),
    name: z.string().min(1).optional(),
    description: z.string().optional(),
    permissions: accessArgs.permissions.optional(),
  }),
  output: savedAccess.extend({ permissions: z.record(z.string(), z.array(z.string())) }),
  nextCall: { not_found: 'Call list_access with kind role.' },
  run: (context, { role: existing, ...change }) => save(context, { existing, ...change }),
});
