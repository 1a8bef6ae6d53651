import * as z from 'zod';
import { shorten } from '../../../model/shorten.ts';
import { auditDifference } from '../../../operations/enterprise/auditLog.ts';
import { defineTool } from '../../tool.ts';

const DIFF_CHARACTERS = 4_500;

export const getAuditDiff = defineTool({
  name: 'get_audit_diff',
  group: 'ee',
  needs: 'enterprise',
  title: 'Get what an audited change was',
  description:
    'Show as a diff what an entry of the audit log changed, or with previous_id what changed between two entries about the same resource.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    id: z.string().min(1).describe('Of an entry of search_audit_log or list_audit_history'),
    previous_id: z.string().min(1).optional(),
  }),
  output: z.object({
    id: z.string(),
    previousId: z.string().optional(),
    kind: z.enum(['created', 'deleted', 'changed', 'unchanged']),
    diff: z.string().optional(),
  }),
  nextCall: { not_found: 'Call search_audit_log to find the entry.' },
  async run(context, { id, previous_id }) {
    const found = await auditDifference(context, { id, previousId: previous_id });
    return { ...found, diff: found.diff && shorten(found.diff, DIFF_CHARACTERS) };
  },
});
