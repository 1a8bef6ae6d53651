import { Failure } from '../../shared/failure.ts';
import { told } from '../../shared/told.ts';
import type { FlowProblem } from '../../model/flowProblems.ts';
import { testLink } from '../../model/links.ts';
import { sourceDiff } from '../../model/sourceDiff.ts';
import type { TestSuite, TestSuiteId } from '../../model/testSuite.ts';
import type { OperationContext } from '../context.ts';
import { refusedSource } from '../validateFlow.ts';
import { getTest, nameOf, versionOf } from './tests.ts';
import { validateTest } from './validateTest.ts';

export interface SaveTestArguments {
  source: string;
  /** The version that was edited; none for a test that is not there yet. */
  basedOn?: string | undefined;
  /** The test that the source has to be of; any without it. */
  of?: TestSuiteId | undefined;
  /** Only tell what would change. */
  dryRun?: boolean | undefined;
}

export interface SavedTest {
  outcome: 'created' | 'updated' | 'unchanged' | 'would create' | 'would update';
  namespace: string;
  id: string;
  flowId?: string | undefined;
  version: string;
  /** Unified diff from what was saved before. */
  diff?: string | undefined;
  warnings: FlowProblem[];
  url: string;
}

/**
 * Saves a test after validation, and only over what was edited: Kestra itself would overwrite whatever somebody else
 * has saved meanwhile, and keeps no revisions of tests.
 *
 * @throws Failure `invalid` with one violation each, `conflict` when another version is saved
 */
export async function saveTest(context: OperationContext, args: SaveTestArguments): Promise<SavedTest> {
  const { kestra, signal } = context;
  const { source } = args;
  const { valid, namespace, id, flowId, problems, warnings } = await validateTest(context, source);
  if (!valid || namespace === undefined || id === undefined)
    throw refusedSource(told`The test was not saved`, problems);
  const test = { namespace, id };
  requireSame(test, args.of);
  const before = await currentTest(context, test);
  requireBase(test, before, args.basedOn);
  const diff = before && sourceDiff({ name: 'saved', source: before.source ?? '' }, { name: 'new', source });
  const url = testLink(kestra.connection, test);
  const base = { namespace, id, flowId, version: versionOf(source), diff, warnings, url };
  if (before !== undefined && diff === undefined) return { ...base, outcome: 'unchanged' };
  if (args.dryRun) return { ...base, outcome: before === undefined ? 'would create' : 'would update' };
  const { testSuites } = await kestra.enterprise(signal);
  const saved =
    before === undefined
      ? await testSuites.create(source, { signal })
      : await testSuites.update(test, source, { signal });
  return {
    ...base,
    outcome: before === undefined ? 'created' : 'updated',
    version: versionOf(saved.source ?? source),
  };
}

async function currentTest(context: OperationContext, test: TestSuiteId): Promise<TestSuite | undefined> {
  try {
    return await getTest(context, test);
  } catch (error) {
    if (Failure.is(error, 'not_found')) return undefined;
    throw error;
  }
}

function requireSame(test: TestSuiteId, wanted: TestSuiteId | undefined): void {
  if (wanted === undefined || nameOf(wanted) === nameOf(test)) return;
  throw new Failure(
    'invalid',
    told`The source is of ${nameOf(test)} now: a test keeps its id and its namespace (${nameOf(wanted)}).`,
    { hint: told`Save it as a new test, or restore id and namespace.` },
  );
}

function requireBase(test: TestSuiteId, before: TestSuite | undefined, basedOn: string | undefined): void {
  const now = before && versionOf(before.source ?? '');
  if (now === basedOn) return;
  if (now === undefined) {
    throw new Failure(
      'conflict',
      `The test ${nameOf(test)} does not exist, so there is no version ${basedOn}.`,
      {
        hint: 'Save it without a base to create it.',
      },
    );
  }
  const since = basedOn === undefined ? 'exists already' : 'has changed since it was read';
  throw new Failure('conflict', `The test ${nameOf(test)} ${since}: it is at version ${now} now.`, {
    hint: `Read it, work the change into it, and save it based on version ${now}.`,
  });
}
