import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';
import { saveTest, type SavedTest } from './saveTest.ts';
import { getTest, versionOf } from './tests.ts';
import { validateTest } from './validateTest.ts';

/** Creates a test, or goes over the one that is there. @throws Failure `invalid` with one violation each */
export async function upsertTest(context: OperationContext, source: string): Promise<SavedTest> {
  const { namespace, id } = await validateTest(context, source);
  return saveTest(context, { source, basedOn: await presentVersion(context, namespace, id) });
}

async function presentVersion(
  context: OperationContext,
  namespace: string | undefined,
  id: string | undefined,
): Promise<string | undefined> {
  if (namespace === undefined || id === undefined) return undefined;
  try {
    return versionOf((await getTest(context, { namespace, id })).source ?? '');
  } catch (error) {
    if (Failure.is(error, 'not_found')) return undefined;
    throw error;
  }
}
