import * as z from 'zod';
import { listTests as list } from '../../../operations/enterprise/tests.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { testSummary } from '../../testShape.ts';

/** How each went last is added to the page. */
const PAGE_BYTES = 4_000;

export const listTests = defineTool({
  name: 'list_tests',
  group: 'ee',
  title: 'List unit tests',
  description:
    'List unit tests of flows with their cases and the state of the last run. For their YAML call get_test, to run them run_tests.',
  effect: 'read',
  daily: false,
  needs: 'enterprise',
  input: z.strictObject({
    namespace: args.namespace.optional().describe('Only this namespace and those below'),
    flow_id: args.flowId.optional(),
    limit: args.limit(20, 100),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ tests: z.array(testSummary), ...listEnd }),
  async run(context, { namespace, flow_id, limit, cursor }) {
    const page = { limit, cursor, maxBytes: PAGE_BYTES };
    const { items, total, nextCursor } = await list(context, { namespace, flowId: flow_id }, page);
    return { tests: items, total, nextCursor };
  },
});
