import { namedTest } from '../../model/testSource.ts';
import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';
import { createApp, updateApp, type AppSummary } from './apps.ts';

const CANDIDATES = 200;

/** Creates an app, or updates the one of the same id and namespace. @throws Failure `conflict` where that is not found */
export async function upsertApp(context: OperationContext, source: string): Promise<AppSummary> {
  try {
    return await createApp(context, source);
  } catch (error) {
    if (!Failure.is(error, 'conflict')) throw error;
    const uid = await uidOf(context, source);
    if (uid === undefined) throw error;
    return updateApp(context, { uid, source, dryRun: false });
  }
}

/** Never that of another app whose name is like it. */
async function uidOf({ kestra, signal }: OperationContext, source: string): Promise<string | undefined> {
  const { id, namespace } = namedTest(source);
  if (id === undefined || namespace === undefined) return undefined;
  const { apps } = await kestra.enterprise(signal);
  const { results } = await apps.search({ namespace, size: CANDIDATES }, { signal });
  return results.find((app) => app.id === id && app.namespace === namespace)?.uid;
}
