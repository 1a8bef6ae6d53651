import * as z from 'zod';
import { shorten } from '../../../model/shorten.ts';
import { flowRevisions } from '../../../operations/flowRevisions.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

const DIFF_CHARACTERS = 3_500;

export const listFlowRevisions = defineTool({
  name: 'list_flow_revisions',
  group: 'flow',
  title: 'Revisions of a flow',
  description:
    'List the revisions of a flow, the latest first, with the diff between two of them; without from_revision and to_revision: what the last one changed.',
  effect: 'read',
  daily: false,
  input: z.strictObject({
    namespace: args.namespace,
    flow_id: args.flowId,
    from_revision: args.revision.optional().describe('Default: the one before to_revision'),
    to_revision: args.revision.optional().describe('Default: the latest'),
    limit: args.limit(10, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    revisions: z.array(
      z.object({
        revision: z.number(),
        saved: z.string().optional(),
        disabled: z.boolean().optional(),
      }),
    ),
    change: z
      .object({ from: z.number(), to: z.number(), diff: z.string().optional().describe('None: the same') })
      .optional(),
    ...listEnd,
  }),
  nextCall: { not_found: 'Call search_flows to find the flow.' },
  async run(context, { namespace, flow_id, from_revision, to_revision, limit, cursor }) {
    const wanted = { namespace, flowId: flow_id, from: from_revision, to: to_revision };
    const page = { limit, cursor, maxBytes: RESULT_BYTES - DIFF_CHARACTERS };
    const { items, total, nextCursor, change } = await flowRevisions(context, wanted, page);
    const diff = change?.diff === undefined ? undefined : shorten(change.diff, DIFF_CHARACTERS);
    return { revisions: items, change: change && { ...change, diff }, total, nextCursor };
  },
});
