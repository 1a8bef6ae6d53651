import * as z from 'zod';
import { ANNOUNCEMENT_TYPES } from '../../../model/announcement.ts';
import {
  createAnnouncement,
  deleteAnnouncement,
  listAnnouncements,
  updateAnnouncement,
} from '../../../operations/enterprise/announcements.ts';
import type { ToolContext } from '../../tool.ts';
import { flag, text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { boundedResults, given, required } from '../shape.ts';

const MOST = 1_000;

const input = z.strictObject({
  action: z.enum(['list', 'create', 'update', 'delete']),
  id_: text.optional('For update and delete'),
  message: text.optional('For create and update'),
  type: z.enum(ANNOUNCEMENT_TYPES).nullable().default(null).describe('INFO if not given'),
  startDate: text.optional('ISO 8601'),
  endDate: text.optional('ISO 8601'),
  active: flag(true, 'Whether it is shown'),
  tenantId: text.optional('Only this tenant sees it'),
});
type Input = z.output<typeof input>;

export const manageAnnouncements = defineActionTool({
  name: 'manage_announcements',
  group: 'ee',
  needs: 'administrator',
  title: 'Manage announcements',
  description: "list, create, update or delete what Kestra's UI shows to everybody.",
  input,
  nextCall: { not_found: 'Call manage_announcements list.' },
  actions: {
    list: { effect: 'read', run: list },
    create: { effect: 'admin', run: create },
    update: { effect: 'admin', run: update },
    delete: { effect: 'delete', run: remove },
  },
});

async function list(context: ToolContext): Promise<object> {
  const { items, total } = await listAnnouncements(context, {}, { limit: MOST });
  return boundedResults(items, { total, rest: 'The others are in the UI.' });
}

function create(context: ToolContext, args: Input): Promise<object> {
  const message = required('message', 'create', args.message);
  return createAnnouncement(context, { ...members(args), type: args.type ?? 'INFO', message });
}

function update(context: ToolContext, args: Input): Promise<object> {
  const id = required('id_', 'update', args.id_);
  return updateAnnouncement(context, { id, change: { ...members(args), message: given(args.message) } });
}

async function remove(context: ToolContext, { id_ }: Input): Promise<object> {
  await deleteAnnouncement(context, { id: required('id_', 'delete', id_), confirm: context.consent });
  return {};
}

function members({ type, startDate, endDate, active, tenantId }: Input) {
  return {
    type: given(type),
    startDate: given(startDate),
    endDate: given(endDate),
    active,
    tenantId: given(tenantId),
  };
}
