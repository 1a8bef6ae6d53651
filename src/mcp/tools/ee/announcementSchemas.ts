import * as z from 'zod';
import { ANNOUNCEMENT_TYPES, type Announcement } from '../../../model/announcement.ts';

export const announcement = z.object({
  id: z.string(),
  message: z.string(),
  type: z.enum(ANNOUNCEMENT_TYPES).optional(),
  startDate: z.string().optional(),
  endDate: z.string().optional(),
  tenantId: z.string().optional(),
  active: z.boolean().optional(),
}) satisfies z.ZodType<Announcement>;
