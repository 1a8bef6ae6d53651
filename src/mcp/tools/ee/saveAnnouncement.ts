import * as z from 'zod';
import { ANNOUNCEMENT_TYPES } from '../../../model/announcement.ts';
import { createAnnouncement, updateAnnouncement } from '../../../operations/enterprise/announcements.ts';
import { Failure } from '../../../shared/failure.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { announcement } from './announcementSchemas.ts';

export const saveAnnouncement = defineTool({
  name: 'save_announcement',
  group: 'ee',
  needs: 'administrator',
  title: 'Make or change an announcement',
  description:
    "Show an announcement to everybody in Kestra's UI; with an id change that one: what is left out stays. active=false switches it off.",
  effect: 'admin',
  daily: false,
  destructive: false,
  input: z.strictObject({
    id: z.string().min(1).optional(),
    message: z.string().min(1).optional().describe('Required for a new one'),
    type: z.enum(ANNOUNCEMENT_TYPES).optional().describe('INFO for a new one'),
    start_date: args.instant.optional(),
    end_date: args.instant.optional(),
    active: z.boolean().optional().describe('true for a new one'),
    tenant_id: z.string().min(1).optional().describe('Only this tenant sees it'),
  }),
  output: announcement,
  nextCall: { not_found: 'Call list_announcements to find the announcement.' },
  async run(context, { id, message, type, start_date, end_date, active, tenant_id }) {
    const rest = { type, startDate: start_date, endDate: end_date, active, tenantId: tenant_id };
    if (id !== undefined) return updateAnnouncement(context, { id, change: { message, ...rest } });
    if (message === undefined) {
      throw new Failure('invalid', 'A new announcement needs a message.', {
        hint: 'Give a message, or the id of the announcement to change.',
      });
    }
    const wanted = { ...rest, message, type: type ?? 'INFO', active: active ?? true };
    return createAnnouncement(context, wanted);
  },
});
