import * as z from 'zod';
import { listAnnouncements as list } from '../../../operations/enterprise/announcements.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { announcement } from './announcementSchemas.ts';

export const listAnnouncements = defineTool({
  name: 'list_announcements',
  group: 'ee',
  needs: 'administrator',
  title: 'List announcements',
  description: "The announcements that Kestra's UI shows to everybody, or could show.",
  effect: 'read',
  daily: false,
  input: z.strictObject({
    active: z.boolean().optional().describe('Only those switched on, or off'),
    limit: args.limit(20, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ announcements: z.array(announcement), ...listEnd }),
  async run(context, { active, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const { items, ...end } = await list(context, { active }, page);
    return { announcements: items, ...end };
  },
});
