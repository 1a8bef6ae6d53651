import * as z from 'zod';
import { EVALUATIONS, type KillSwitch } from '../../../model/killSwitch.ts';

const optionalText = z.string().optional();

export const killSwitch = z.object({
  id: z.string(),
  name: z.string(),
  description: optionalText,
  tenantId: optionalText,
  namespace: optionalText,
  flowId: optionalText,
  executionIds: z.array(z.string()).optional(),
  evaluationType: z.enum(EVALUATIONS),
  startDate: z.string(),
  endDate: optionalText,
  enabled: z.boolean().optional(),
}) satisfies z.ZodType<KillSwitch>;
