import * as z from 'zod';
import type { AppSummary } from '../../../operations/enterprise/apps.ts';

export const appUid = z.string().min(1).describe('Uid of the app');

export const appSummary = z.object({
  uid: z.string(),
  id: z.string().optional(),
  name: z.string().optional(),
  type: z.string().optional(),
  namespace: z.string(),
  flowId: z.string().optional(),
  tags: z.array(z.string()).optional(),
  enabled: z.boolean().optional(),
  updated: z.string().optional(),
  url: z.string().describe('Where people open it'),
}) satisfies z.ZodType<AppSummary>;
