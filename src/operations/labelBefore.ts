import { labelRecord, type Execution } from '../model/execution.ts';
import type { OperationContext } from './context.ts';
import { setExecutionLabels } from './labels.ts';

/**
 * Labels an execution that has ended, then starts what goes on in it or is copied from it: Kestra takes no labels of
 * one that runs, but keeps those it has, and copies them.
 *
 * @param start when it throws, the labels are as they were
 * @param keep false: they are as they were afterwards too, so that only this copy has them
 * @throws Failure `conflict` while the execution runs
 */
export async function labelBefore<T>(
  context: OperationContext,
  execution: Execution,
  { labels, keep }: { labels: Readonly<Record<string, string>>; keep: boolean },
  start: () => Promise<T>,
): Promise<T> {
  const { id } = execution;
  const before = labelRecord(execution.labels);
  const isNew = (key: string): boolean => before[key] === undefined;
  const keys = Object.keys(labels);
  await setExecutionLabels(context, { executionId: id, set: labels });
  const restore = async (): Promise<void> => {
    const old = keys.filter((key) => !isNew(key)).map((key) => [key, before[key] ?? '']);
    const change = { set: Object.fromEntries(old), remove: keys.filter(isNew) };
    // What was started counts; labels that stay behind harm nobody.
    await setExecutionLabels(context, { executionId: id, ...change }).catch(() => {});
  };
  try {
    const started = await start();
    if (!keep) await restore();
    return started;
  } catch (error) {
    await restore();
    throw error;
  }
}
