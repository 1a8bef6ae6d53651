import * as z from 'zod';
import { RELATIONS, type LinkedFlow } from '../../../model/dependencies.ts';
import type { FlowTrigger } from '../../../operations/flowsWithTriggers.ts';
import { triggerState } from '../../schemas.ts';

export const linkedFlow = z.object({
  namespace: z.string(),
  flowId: z.string(),
  relation: z.enum(RELATIONS),
}) satisfies z.ZodType<LinkedFlow>;

export const flowTrigger = z.object({
  id: z.string(),
  type: z.string(),
  cron: z.string().optional(),
  active: z.boolean(),
  disabledBy: z.array(z.enum(['flow', 'yaml', 'state'])).optional(),
  next: z.string().optional(),
  last: z.string().optional(),
  lockedBy: z.string().optional().describe('Execution that has to end first'),
  backfill: triggerState.shape.backfill,
}) satisfies z.ZodType<FlowTrigger>;
