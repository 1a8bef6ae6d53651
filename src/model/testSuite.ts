import type { State } from './state.ts';

/** What becomes of a test: ERROR when it could not be carried out, as opposed to an assertion that does not hold. */
export const TEST_STATES = ['SUCCESS', 'FAILED', 'ERROR', 'SKIPPED'] as const;
export type TestState = (typeof TEST_STATES)[number];

export interface TestSuiteId {
  namespace: string;
  id: string;
}

/** One run of the flow with fixtures, and what has to hold of it. */
export interface TestCase {
  id: string;
  description?: string | undefined;
  disabled?: boolean | undefined;
  /** The state in which the execution has to end. */
  expectedState?: State | undefined;
}

/** Unit tests of one flow, which Kestra Enterprise keeps and runs. */
export interface TestSuite extends TestSuiteId {
  flowId: string;
  description?: string | undefined;
  disabled?: boolean | undefined;
  testCases: TestCase[];
  /** YAML as it was saved. */
  source?: string | undefined;
}

export interface AssertionResult {
  /** Such as `equalTo`. */
  operator: string;
  expected?: unknown;
  actual?: unknown;
  isSuccess: boolean;
  taskId?: string | undefined;
  description?: string | undefined;
  errorMessage?: string | undefined;
}

export interface TestCaseResult {
  testId: string;
  state: TestState;
  executionId?: string | undefined;
  assertionResults: AssertionResult[];
  /** Why it could not be carried out. */
  errors: { message: string; details?: string | undefined }[];
}

/** What came of running a suite, or some of its cases. */
export interface TestRun {
  id: string;
  testSuiteId: string;
  namespace: string;
  flowId: string;
  state: TestState;
  /** ISO instants. */
  startDate: string;
  endDate: string;
  results: TestCaseResult[];
}
