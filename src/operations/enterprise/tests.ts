import { createHash } from 'node:crypto';
import { Failure } from '../../shared/failure.ts';
import { told } from '../../shared/told.ts';
import { testLink, type UiRoot } from '../../model/links.ts';
import { nearestNames } from '../../model/nearestNames.ts';
import type { TestCase, TestRun, TestState, TestSuite, TestSuiteId } from '../../model/testSuite.ts';
import type { OperationContext } from '../context.ts';
import { fetchPage, readAll, type PageRequest, type PageResult } from '../page.ts';
import { reportRun, reportRunInDepth, type TestRunReport } from './testReport.ts';

/** A suite of unit tests in one line of a list. */
export interface TestSummary {
  namespace: string;
  id: string;
  flowId: string;
  description?: string | undefined;
  disabled?: boolean | undefined;
  cases: Pick<TestCase, 'id' | 'description' | 'disabled'>[];
  /** Of its last run. */
  lastState?: TestState | undefined;
  lastEnded?: string | undefined;
  url: string;
}

export interface TestSource extends TestSummary {
  /** YAML. */
  source: string;
  /** Changes with the source: Kestra numbers no revisions of tests. */
  version: string;
}

export interface TestFilter {
  namespace?: string | undefined;
  /** Leaves out what is below {@link namespace}. */
  exactNamespace?: boolean | undefined;
  flowId?: string | undefined;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

const SORT = 'id:asc';
const PAGE = 200;
/** More than this nobody has. */
const MOST = 5_000;

/** Suites of unit tests, each with how it went last. */
export async function listTests(
  context: Reader,
  filter: TestFilter,
  request: PageRequest,
): Promise<PageResult<TestSummary>> {
  const { kestra, signal } = context;
  const { testSuites } = await kestra.enterprise(signal);
  const page = await fetchPage(
    request,
    (part) => testSuites.search({ ...filter, ...part, sort: SORT }, { signal }),
    (suite) => summarizeTest(suite, kestra.connection),
  );
  return { ...page, items: await withLastRuns(context, page.items) };
}

/** Every suite at once, without how they went. */
export async function allTests({ kestra, signal }: Reader, filter: TestFilter): Promise<TestSuite[]> {
  const { testSuites } = await kestra.enterprise(signal);
  const { items } = await readAll({ size: PAGE, most: MOST }, (part) =>
    testSuites.search({ ...filter, ...part, sort: SORT }, { signal }),
  );
  return items;
}

/** A suite with its YAML. @throws Failure `not_found` */
export async function readTest(context: Reader, test: TestSuiteId): Promise<TestSource> {
  const suite = await getTest(context, test);
  const source = suite.source ?? '';
  const [summary = summarizeTest(suite, context.kestra.connection)] = await withLastRuns(context, [
    summarizeTest(suite, context.kestra.connection),
  ]);
  return { ...summary, source, version: versionOf(source) };
}

/** @throws Failure `not_found` in words that name it */
export async function getTest({ kestra, signal }: Reader, test: TestSuiteId): Promise<TestSuite> {
  const { testSuites } = await kestra.enterprise(signal);
  return testSuites.get(test, { signal }).catch((error: unknown) => Promise.reject(missingTest(error, test)));
}

/**
 * Runs that Kestra remembers, the latest first.
 *
 * @param view how a run is told, which counts for the size of a page
 */
export async function listTestRuns<T>(
  { kestra, signal }: Reader,
  filter: { namespace?: string | undefined; flowId?: string | undefined; testId?: string | undefined },
  request: PageRequest,
  view: (report: TestRunReport) => T,
): Promise<PageResult<T>> {
  const { testSuites } = await kestra.enterprise(signal);
  const { namespace, flowId, testId: testSuiteId } = filter;
  return fetchPage(
    request,
    (part) => testSuites.runs({ namespace, flowId, testSuiteId, ...part, sort: 'endDate:desc' }, { signal }),
    (run) => view(reportRun(run, kestra.connection)),
  );
}

/** One run with what its executions tell. @throws Failure `not_found` */
export async function readTestRun(context: Reader, runId: string): Promise<TestRunReport> {
  const { kestra, signal } = context;
  const { testSuites } = await kestra.enterprise(signal);
  const run = await testSuites.getRun(runId, { signal }).catch((error: unknown) => {
    if (!Failure.is(error, 'not_found')) throw error;
    throw error.with({ message: told`There is no test run ${runId}.` });
  });
  return reportRunInDepth(context, run);
}

/** @throws Failure `not_found` for a case that the suite does not have */
export function requireCases(suite: TestSuite, wanted: readonly string[]): void {
  const known = suite.testCases.map(({ id }) => id);
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const near = nearestNames(unknown, known, 5);
  const names = (near.length > 0 ? near : known.slice(0, 10)).join(', ');
  throw new Failure('not_found', told`The test ${nameOf(suite)} has no case ${unknown}, but ${names}.`);
}

/** Kestra's bare "Not Found" as a sentence that names the test; any other error as it is. */
export function missingTest(error: unknown, test: TestSuiteId): unknown {
  if (!Failure.is(error, 'not_found')) return error;
  return error.with({
    message: told`There is no test ${nameOf(test)}.`,
    hint: told`List the tests of the namespace.`,
  });
}

export function nameOf({ namespace, id }: TestSuiteId): string {
  return `${namespace}.${id}`;
}

/** The same for the same text, another for any other. */
export function versionOf(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 12);
}

function summarizeTest(suite: TestSuite, ui: UiRoot): TestSummary {
  const { namespace, id, flowId, description, disabled, testCases } = suite;
  return {
    namespace,
    id,
    flowId,
    description,
    disabled: disabled ? true : undefined,
    cases: testCases.map((one) => ({
      id: one.id,
      description: one.description,
      disabled: one.disabled ? true : undefined,
    })),
    url: testLink(ui, suite),
  };
}

async function withLastRuns(
  { kestra, signal }: Reader,
  tests: readonly TestSummary[],
): Promise<TestSummary[]> {
  if (tests.length === 0) return [];
  const { testSuites } = await kestra.enterprise(signal);
  const runs = await testSuites.lastRuns(tests, { signal });
  const lastOf = ({ namespace, id }: TestSuiteId): TestRun | undefined =>
    runs.find((run) => run.namespace === namespace && run.testSuiteId === id);
  return tests.map((test) => {
    const last = lastOf(test);
    return { ...test, lastState: last?.state, lastEnded: last?.endDate };
  });
}
