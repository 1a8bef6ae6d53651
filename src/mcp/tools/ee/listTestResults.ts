import * as z from 'zod';
import { listTestRuns } from '../../../operations/enterprise/tests.ts';
import { args, listEnd } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { shownRun, testId, testRunReport } from '../../testShape.ts';

export const listTestResults = defineTool({
  name: 'list_test_results',
  group: 'ee',
  title: 'List results of unit tests',
  description:
    'List past runs of unit tests, the latest first, with the assertions that did not hold. For one with the failed tasks of its executions call get_test_result.',
  effect: 'read',
  daily: false,
  needs: 'enterprise',
  input: z.strictObject({
    namespace: args.namespace.optional(),
    test_id: testId.optional(),
    flow_id: args.flowId.optional(),
    limit: args.limit(5, 50),
    cursor: args.cursor.optional(),
  }),
  output: z.object({ runs: z.array(testRunReport), ...listEnd }),
  async run(context, { namespace, test_id, flow_id, limit, cursor }) {
    const page = { limit, cursor, maxBytes: RESULT_BYTES };
    const filter = { namespace, testId: test_id, flowId: flow_id };
    const { items, total, nextCursor } = await listTestRuns(context, filter, page, shownRun);
    return { runs: items, total, nextCursor };
  },
});
