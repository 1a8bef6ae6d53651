import * as z from 'zod';
import { AUDITED_ACTIONS } from '../../../model/auditEntry.ts';
import { searchAuditLog as search, type AuditSummary } from '../../../operations/enterprise/auditLog.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

const entry = z.object({
  id: z.string(),
  time: z.string(),
  action: z.string(),
  resource: z.string().optional(),
  of: z.record(z.string(), z.string()).describe('What names the resource'),
  userId: z.string(),
  user: z.string().optional(),
  ipAddress: z.string().optional(),
  impersonatedBy: z.string().optional(),
}) satisfies z.ZodType<AuditSummary>;

export const searchAuditLog = defineTool({
  name: 'search_audit_log',
  group: 'ee',
  needs: 'enterprise',
  title: 'Search the audit log',
  description:
    "Search Kestra's audit log, the latest first: who created, changed or deleted what, and when. For what exactly changed call get_audit_diff with the id of an entry.",
  effect: 'read',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace.optional(),
    flow_id: args.flowId.optional(),
    user_id: z.string().min(1).optional(),
    resources: z.array(z.string().min(1)).min(1).max(10).optional().describe('e.g. FLOW, KVSTORE, USER'),
    action: z.enum(AUDITED_ACTIONS).optional(),
    start_date: args.instant.optional(),
    end_date: args.instant.optional(),
    limit: args.limit(20, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ entries: z.array(entry), ...listEnd }),
  async run(context, { namespace, flow_id, user_id, resources, action, start_date, end_date, ...page }) {
    const found = await search(
      context,
      { namespace, flowId: flow_id, userId: user_id, resources, action, from: start_date, to: end_date },
      { ...page, maxBytes: RESULT_BYTES },
    );
    return { entries: found.items, total: found.total, nextCursor: found.nextCursor };
  },
});
