import * as z from 'zod';
import { saveGroup as save } from '../../../operations/enterprise/saveAccess.ts';
import { defineTool } from '../../tool.ts';
import { accessArgs, savedAccess } from './accessSchemas.ts';

export const saveGroup = defineTool({
  name: 'save_group',
  group: 'ee',
  needs: 'enterprise',
  title: 'Make or change a group',
  description:
    'Make a group, or rename and describe one: what is left out stays. Members: change_group_members. Roles: assign_role.',
  effect: 'admin',
  daily: false,
  destructive: false,
  input: z.strictObject({
    group: accessArgs.existing('group'),
    name: z.string().min(1).optional(),
    description: z.string().optional(),
  }),
  output: savedAccess,
  nextCall: { not_found: 'Call list_access with kind group.' },
  run: (context, { group: existing, name, description }) => save(context, { existing, name, description }),
});
