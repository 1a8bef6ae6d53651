import type { TestSuiteId } from '../../model/testSuite.ts';
import { shortList } from '../../model/shortList.ts';
import { requireUnchanged, type Consent } from '../consent.ts';
import type { OperationContext } from '../context.ts';
import { getTest, nameOf, readTest, versionOf, type TestSource } from './tests.ts';

export interface TestDeletion extends Omit<TestSource, 'source'> {
  deleted: boolean;
}

/** Characters of names in a sentence. */
const MOST_NAMES = 200;

/**
 * Deletes a suite of tests, or only tells what that would take along.
 *
 * @param confirm without it nothing is deleted
 * @throws Failure `not_found`, and what `confirm` throws
 */
export async function deleteTest(
  context: OperationContext,
  { confirm, ...test }: TestSuiteId & { confirm?: Consent | undefined },
): Promise<TestDeletion> {
  const { kestra, signal } = context;
  const { source: _, ...suite } = await readTest(context, test);
  if (confirm === undefined) return { deleted: false, ...suite };
  const what = `test ${nameOf(test)}`;
  await confirm({ what, impact: wordsFor(suite) });
  requireUnchanged(what, suite.version, versionOf((await getTest(context, test)).source ?? ''));
  const { testSuites } = await kestra.enterprise(signal);
  await testSuites.delete(test, { signal });
  return { deleted: true, ...suite };
}

function wordsFor({ namespace, flowId, cases }: Omit<TestSource, 'source'>): string[] {
  const names = shortList(
    cases.map(({ id }) => id),
    MOST_NAMES,
  );
  return [
    `It tests the flow ${namespace}.${flowId} by ${cases.length} cases: ${names}.`,
    'Kestra keeps no revisions of tests: it cannot be brought back.',
  ];
}
