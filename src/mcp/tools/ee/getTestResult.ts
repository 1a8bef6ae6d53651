import * as z from 'zod';
import { readTestRun } from '../../../operations/enterprise/tests.ts';
import { defineTool } from '../../tool.ts';
import { shownRun, testRunReport } from '../../testShape.ts';

export const getTestResult = defineTool({
  name: 'get_test_result',
  group: 'ee',
  title: 'Get the result of a unit test',
  description:
    'Get one run of a unit test: each case with the assertions that did not hold, expected against actual, the task that failed, and its execution.',
  effect: 'read',
  daily: false,
  needs: 'enterprise',
  input: z.strictObject({ run_id: z.string().min(1).describe('From list_test_results or run_tests') }),
  output: testRunReport,
  nextCall: { not_found: 'Call list_test_results to find the run.' },
  async run(context, { run_id }) {
    return shownRun(await readTestRun(context, run_id));
  },
});
