import { Failure } from '../../shared/failure.ts';
import type { TestSuite, TestSuiteId } from '../../model/testSuite.ts';
import type { OperationContext } from '../context.ts';
import { reportWhile } from '../reportWhile.ts';
import { reportRunInDepth, type TestRunReport } from './testReport.ts';
import { allTests, getTest, nameOf, requireCases, type TestFilter } from './tests.ts';

/**
 * Runs a suite, or some of its cases, and waits for their end. Kestra cannot stop a test once it runs: whoever gives up
 * finds its results later.
 *
 * @throws Failure `not_found` for a suite or a case that is not there; then nothing runs
 */
export async function runTest(
  context: OperationContext,
  { cases, ...test }: TestSuiteId & { cases?: readonly string[] | undefined },
): Promise<TestRunReport> {
  const suite = await getTest(context, test);
  requireCases(suite, cases ?? []);
  return runSuite(context, suite, { cases, what: `Test ${nameOf(suite)} runs` });
}

/** What came of running several suites. */
export interface TestRuns {
  reports: TestRunReport[];
  /** Suites that are switched off. */
  disabled: TestSuiteId[];
}

/**
 * Runs every suite of a flow or a namespace, one after another.
 *
 * @throws Failure `not_found` where there is none
 */
export async function runTestsOf(context: OperationContext, filter: TestFilter): Promise<TestRuns> {
  const suites = await allTests(context, filter);
  if (suites.length === 0) {
    const what = filter.flowId
      ? `flow ${filter.namespace}.${filter.flowId}`
      : `namespace ${filter.namespace}`;
    throw new Failure('not_found', `The ${what} has no tests.`);
  }
  const enabled = suites.filter(({ disabled }) => !disabled);
  const reports: TestRunReport[] = [];
  for (const suite of enabled) {
    const what = `Test ${reports.length + 1} of ${enabled.length}, ${nameOf(suite)}, runs`;
    reports.push(await runSuite(context, suite, { what }));
  }
  const disabled = suites.filter((suite) => suite.disabled);
  return { reports, disabled: disabled.map(({ namespace, id }) => ({ namespace, id })) };
}

async function runSuite(
  context: OperationContext,
  suite: TestSuite,
  { cases, what }: { cases?: readonly string[] | undefined; what: string },
): Promise<TestRunReport> {
  const { kestra, signal } = context;
  const { testSuites } = await kestra.enterprise(signal);
  const run = await reportWhile(context, what, () => testSuites.run(suite, cases, { signal }));
  return reportRunInDepth(context, run);
}
