import * as z from 'zod';
import { deleteAnnouncement as remove } from '../../../operations/enterprise/announcements.ts';
import { defineTool } from '../../tool.ts';
import { announcement } from './announcementSchemas.ts';

export const deleteAnnouncement = defineTool({
  name: 'delete_announcement',
  group: 'ee',
  needs: 'administrator',
  title: 'Delete an announcement',
  description:
    'Delete an announcement for good. Without confirm nothing is deleted and it is told what would be. To only hide it call save_announcement with active=false.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({ id: z.string().min(1), confirm: z.boolean().default(false) }),
  output: z.object({ deleted: z.boolean(), announcement }),
  nextCall: { not_found: 'Call list_announcements to find the announcement.' },
  run: (context, { id, confirm }) => remove(context, { id, confirm: confirm ? context.consent : undefined }),
});
