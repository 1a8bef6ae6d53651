import * as z from 'zod';
import type { TestState } from '../../../model/testSuite.ts';
import { takeWithin } from '../../../operations/page.ts';
import { runTest, runTestsOf, type TestRuns } from '../../../operations/enterprise/runTests.ts';
import { args } from '../../schemas.ts';
import { defineTool, RESULT_BYTES, type ToolContext } from '../../tool.ts';
import { shownRun, testId, testRunReport } from '../../testShape.ts';

const input = z.strictObject({
  namespace: args.namespace,
  test_id: testId.optional(),
  test_cases: z.array(z.string().min(1)).min(1).max(50).optional().describe('Only these; needs test_id'),
  flow_id: args.flowId.optional().describe('Every test of this flow'),
});

export const runTests = defineTool({
  name: 'run_tests',
  group: 'ee',
  title: 'Run unit tests',
  description:
    'Run unit tests and wait for the result: one (all its cases, or some), all of a flow, or all of a namespace. Tells for each case the assertions that do not hold, expected against actual, and the execution. Long runs: read the result later with list_test_results.',
  effect: 'trigger',
  daily: false,
  needs: 'enterprise',
  input,
  output: z.object({
    state: z.enum(['SUCCESS', 'FAILED']).describe('FAILED when any case did not succeed'),
    cases: z.object({
      success: z.number(),
      failed: z.number(),
      error: z.number(),
      skipped: z.number(),
    }),
    tests: z.array(testRunReport),
    testsOmitted: z.number().optional(),
    disabled: z.array(z.string()).optional().describe('Tests that are switched off'),
  }),
  nextCall: {
    not_found: 'Call list_tests to find the test and its cases.',
    timeout: 'The test may still run: call list_test_results for its result.',
    interrupted: 'The test may still run: call list_test_results for its result.',
  },
  async run(context, wanted) {
    const { reports, disabled } = await run(context, wanted);
    const isGood = (state: TestState): boolean => state === 'SUCCESS' || state === 'SKIPPED';
    const states = reports.flatMap(({ cases }) => cases.map(({ state }) => state));
    const count = (wantedState: TestState): number => states.filter((state) => state === wantedState).length;
    const sorted = reports.toSorted((a, b) => Number(isGood(a.state)) - Number(isGood(b.state)));
    const tests = takeWithin(sorted.map(shownRun), RESULT_BYTES);
    return {
      state: reports.every(({ state }) => isGood(state)) ? ('SUCCESS' as const) : ('FAILED' as const),
      cases: {
        success: count('SUCCESS'),
        failed: count('FAILED'),
        error: count('ERROR'),
        skipped: count('SKIPPED'),
      },
      tests,
      testsOmitted: sorted.length > tests.length ? sorted.length - tests.length : undefined,
      disabled: disabled.length > 0 ? disabled.map(({ id }) => id) : undefined,
    };
  },
});

async function run(
  context: ToolContext,
  { namespace, test_id: id, test_cases: cases, flow_id: flowId }: z.output<typeof input>,
): Promise<TestRuns> {
  if (id === undefined) {
    return runTestsOf(context, { namespace, exactNamespace: true, flowId });
  }
  return { reports: [await runTest(context, { namespace, id, cases })], disabled: [] };
}
