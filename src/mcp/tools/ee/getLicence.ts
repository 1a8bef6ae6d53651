import * as z from 'zod';
import { readLicence } from '../../../operations/enterprise/licence.ts';
import { defineTool } from '../../tool.ts';

export const getLicence = defineTool({
  name: 'get_licence',
  group: 'ee',
  needs: 'enterprise',
  title: 'Get the licence',
  description: 'What this Kestra Enterprise is licensed for, and for how many days more.',
  effect: 'read',
  daily: false,
  input: z.strictObject({}),
  output: z.object({
    type: z.string().optional(),
    expiry: z.string().optional(),
    expired: z.boolean().optional(),
    daysLeft: z.number().optional(),
    gracePeriod: z.string().optional().describe('Until when it works all the same'),
    maxServers: z.number().optional(),
    standalone: z.boolean().optional(),
    workerGroups: z.boolean().optional(),
    online: z.boolean().optional(),
  }),
  run: (context) => readLicence(context),
});
