import * as z from 'zod';
import { aroundDifference, assertionText } from '../model/assertionText.ts';
import { shorten } from '../model/shorten.ts';
import { TEST_STATES } from '../model/testSuite.ts';
import type { FailedAssertion, TestCaseReport, TestRunReport } from '../operations/enterprise/testReport.ts';
import { takeWithin } from '../operations/page.ts';
import { flowProblem } from './schemas.ts';
import type { TestSummary } from '../operations/enterprise/tests.ts';

/** Of an expected or actual value; longer ones are cut around the difference. */
const LONGEST_VALUE = 300;
const LONGEST_MESSAGE = 300;
/** For the cases of one run. */
const CASES_BYTES = 4_500;
/** Of one case: the first ones tell enough. */
const MOST_FAILED = 5;

const optionalText = z.string().optional();

export const testId = z.string().min(1).describe('Id of the test (suite)');

export const testSummary = z.object({
  namespace: z.string(),
  id: z.string(),
  flowId: z.string(),
  description: optionalText,
  disabled: z.boolean().optional(),
  cases: z.array(z.object({ id: z.string(), description: optionalText, disabled: z.boolean().optional() })),
  lastState: z.enum(TEST_STATES).optional().describe('Of its last run'),
  lastEnded: optionalText,
  url: z.string(),
}) satisfies z.ZodType<TestSummary>;

const failedAssertion = z.object({
  operator: z.string(),
  expected: z.unknown().optional(),
  actual: z.unknown().optional(),
  taskId: optionalText,
  description: optionalText,
  message: optionalText,
}) satisfies z.ZodType<FailedAssertion>;

const testCaseReport = z.object({
  id: z.string(),
  state: z.enum(TEST_STATES),
  seconds: z.number().optional(),
  passed: z.number().describe('Assertions that hold'),
  failed: z.array(failedAssertion).describe('Assertions that do not'),
  failedTotal: z.number().optional().describe('When not all are shown'),
  errors: z.array(z.string()).describe('Why it could not be carried out'),
  failedTask: optionalText.describe('Task that failed in the execution'),
  executionId: optionalText,
  url: optionalText.describe('The execution'),
}) satisfies z.ZodType<TestCaseReport>;

/** What Kestra says about a source. */
export const testValidity = z.object({
  valid: z.boolean(),
  namespace: z.string().optional(),
  testId: z.string().optional(),
  flowId: z.string().optional(),
  problems: z.array(flowProblem),
  warnings: z.array(flowProblem),
});

export const testRunReport = z.object({
  runId: z.string(),
  namespace: z.string(),
  testId: z.string(),
  flowId: z.string(),
  state: z.enum(TEST_STATES),
  ended: z.string(),
  seconds: z.number(),
  cases: z.array(testCaseReport).describe('What did not succeed first'),
  casesOmitted: z.number().optional(),
  url: z.string(),
}) satisfies z.ZodType<TestRunReport>;

/** A run with long values cut where they differ; what did not succeed comes first. */
export function shownRun({ cases, ...run }: TestRunReport): z.input<typeof testRunReport> {
  const unsuccessful = cases.filter(({ state }) => state !== 'SUCCESS');
  const successful = cases.filter(({ state }) => state === 'SUCCESS');
  const shown = takeWithin([...unsuccessful, ...successful].map(shownCase), CASES_BYTES);
  const casesOmitted = cases.length > shown.length ? cases.length - shown.length : undefined;
  return { ...run, cases: shown, casesOmitted };
}

function shownCase({ failed, errors, ...rest }: TestCaseReport): z.input<typeof testCaseReport> {
  return {
    ...rest,
    failed: failed.slice(0, MOST_FAILED).map(shownAssertion),
    failedTotal: failed.length > MOST_FAILED ? failed.length : undefined,
    errors: errors.slice(0, MOST_FAILED).map((error) => shorten(error, LONGEST_MESSAGE)),
  };
}

/** Short values keep their JSON type: "1" is not 1. */
function shownAssertion({ expected, actual, message, ...rest }: FailedAssertion): FailedAssertion {
  const [wanted, got] = [assertionText(expected), assertionText(actual)] as const;
  const cut = message === undefined ? undefined : shorten(message, LONGEST_MESSAGE);
  if (Math.max(wanted.length, got.length) <= LONGEST_VALUE)
    return { ...rest, expected, actual, message: cut };
  const [shownWanted, shownGot] = aroundDifference([wanted, got], LONGEST_VALUE);
  return { ...rest, expected: shownWanted, actual: shownGot, message: cut };
}
