import * as z from 'zod';
import { auditHistory } from '../../../operations/enterprise/auditLog.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

export const listAuditHistory = defineTool({
  name: 'list_audit_history',
  group: 'ee',
  needs: 'enterprise',
  title: 'List the audited history of a resource',
  description:
    'List every audited change of one resource, with who and when, by the id that search_audit_log tells in "of". Two of the entries can be compared with get_audit_diff.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    resource_id: z.string().min(1),
    limit: args.limit(20, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    entries: z.array(z.object({ id: z.string(), time: z.string().optional(), user: z.string().optional() })),
    ...listEnd,
  }),
  async run(context, { resource_id, ...page }) {
    const request = { ...page, maxBytes: RESULT_BYTES };
    const { items, total, nextCursor } = await auditHistory(context, resource_id, request);
    return {
      entries: items.map(({ id, date, username }) => ({ id, time: date, user: username })),
      total,
      nextCursor,
    };
  },
});
