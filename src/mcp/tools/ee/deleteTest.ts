import * as z from 'zod';
import { deleteTest as remove } from '../../../operations/enterprise/deleteTest.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { testId, testSummary } from '../../testShape.ts';

export const deleteTest = defineTool({
  name: 'delete_test',
  group: 'ee',
  title: 'Delete a unit test',
  description:
    'Delete a unit test with all its cases for good. Without confirm nothing is deleted and it tells what would be: show it to the user first.',
  effect: 'delete',
  daily: false,
  needs: 'enterprise',
  input: z.strictObject({
    namespace: args.namespace,
    test_id: testId,
    confirm: z.boolean().default(false),
  }),
  output: testSummary.extend({ deleted: z.boolean(), version: z.string() }),
  nextCall: { not_found: 'Call list_tests to find the test.' },
  run: (context, { namespace, test_id: id, confirm }) =>
    remove(context, { namespace, id, confirm: confirm ? context.consent : undefined }),
});
