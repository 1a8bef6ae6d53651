import { durationSeconds } from '../../model/duration.ts';
import { failedTaskRun } from '../../model/failedTaskRun.ts';
import { executionLink, testLink, type UiRoot } from '../../model/links.ts';
import type { AssertionResult, TestCaseResult, TestRun, TestState } from '../../model/testSuite.ts';
import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';

/** An assertion that does not hold. */
export interface FailedAssertion {
  operator: string;
  expected?: unknown;
  actual?: unknown;
  taskId?: string | undefined;
  description?: string | undefined;
  message?: string | undefined;
}

export interface TestCaseReport {
  id: string;
  state: TestState;
  seconds?: number | undefined;
  /** How many assertions hold. */
  passed: number;
  failed: FailedAssertion[];
  /** Why it could not be carried out. */
  errors: string[];
  /** Of the execution, when it failed itself. */
  failedTask?: string | undefined;
  executionId?: string | undefined;
  url?: string | undefined;
}

/** What came of running a suite. */
export interface TestRunReport {
  runId: string;
  namespace: string;
  testId: string;
  flowId: string;
  state: TestState;
  /** ISO instant. */
  ended: string;
  seconds: number;
  cases: TestCaseReport[];
  url: string;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** More are not asked for; what they would add is how long they took. */
const MOST_EXECUTIONS = 25;

export function reportRun(run: TestRun, ui: UiRoot): TestRunReport {
  const { id, namespace, testSuiteId, flowId, state, startDate, endDate, results } = run;
  return {
    runId: id,
    namespace,
    testId: testSuiteId,
    flowId,
    state,
    ended: endDate,
    seconds: Math.max(0, Date.parse(endDate) - Date.parse(startDate)) / 1000,
    cases: results.map((result) => reportCase(result, { namespace, flowId }, ui)),
    url: testLink(ui, { namespace, id: testSuiteId }),
  };
}

/** The same with what the executions of its cases tell: how long they took, and which task failed. */
export async function reportRunInDepth(context: Reader, run: TestRun): Promise<TestRunReport> {
  const report = reportRun(run, context.kestra.connection);
  const looked = report.cases.slice(0, MOST_EXECUTIONS);
  const inDepth = await Promise.all(looked.map((one) => withExecution(context, one)));
  const cases = [...inDepth, ...report.cases.slice(MOST_EXECUTIONS)];
  return { ...report, cases };
}

function reportCase(
  { testId, state, executionId, assertionResults, errors }: TestCaseResult,
  flow: { namespace: string; flowId: string },
  ui: UiRoot,
): TestCaseReport {
  const failed = assertionResults.filter(({ isSuccess }) => !isSuccess).map(failedAssertion);
  return {
    id: testId,
    state,
    passed: assertionResults.length - failed.length,
    failed,
    errors: errors.map(({ message, details }) => (details ? `${message}: ${details}` : message)),
    executionId,
    url: executionId && executionLink(ui, { ...flow, id: executionId }),
  };
}

function failedAssertion(result: AssertionResult): FailedAssertion {
  const { operator, expected, actual, taskId, description, errorMessage } = result;
  return { operator, expected, actual, taskId, description, message: errorMessage };
}

async function withExecution({ kestra, signal }: Reader, report: TestCaseReport): Promise<TestCaseReport> {
  if (report.executionId === undefined) return report;
  try {
    const execution = await kestra.executions.get(report.executionId, { signal });
    return {
      ...report,
      seconds: durationSeconds(execution.state.duration),
      failedTask: report.state === 'SUCCESS' ? undefined : failedTaskRun(execution)?.taskId,
    };
  } catch (error) {
    // It may be purged by now, and a right to run tests is none to read executions.
    if (Failure.is(error, 'not_found', 'forbidden')) return report;
    throw error;
  }
}
