import { Failure } from '../shared/failure.ts';
import { labelRecord } from '../model/execution.ts';
import { isSystemLabel } from '../model/label.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { outcomeOf } from './outcomeOf.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';
import { pollExecution } from './wait.ts';

export interface LabelChange {
  /** Added, or given another value; the other labels stay. */
  set?: Readonly<Record<string, string>> | undefined;
  /** Keys of labels that go. */
  remove?: readonly string[] | undefined;
}

export type LabelOutcome =
  | { executionId: string; labelled: true; labels: Record<string, string> }
  | { executionId: string; labelled: false; failure: Failure };

const SETTLE_MS = 5_000;

/** Changes labels of several executions and tells the outcome of each. */
export async function labelExecutions(
  context: OperationContext,
  { executionIds, ...change }: LabelChange & { executionIds: readonly string[] },
): Promise<LabelOutcome[]> {
  const ids = [...new Set(executionIds)];
  const outcomes: LabelOutcome[] = [];
  for (const [index, executionId] of ids.entries()) {
    context.progress?.({ message: `Labelling ${executionId}`, done: index, total: ids.length });
    try {
      const { labels = {} } = await setExecutionLabels(context, { executionId, ...change });
      outcomes.push({ executionId, labelled: true, labels });
    } catch (error) {
      outcomes.push({ executionId, labelled: false, failure: Failure.from(error) });
    }
  }
  return outcomes;
}

/**
 * Changes labels of an execution that has ended: Kestra takes them from no other. Its own labels stay as they are.
 *
 * @throws Failure `conflict` while it runs, `invalid` for labels that are Kestra's own
 */
export async function setExecutionLabels(
  context: OperationContext,
  { executionId, set = {}, remove = [] }: LabelChange & { executionId: string },
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  refuseSystemLabels([...Object.keys(set), ...remove]);
  const before = await getExecution(context, executionId);
  requireAllowed('labelling', before);
  const kept = Object.entries(labelRecord(before.labels)).filter(
    ([key]) => !isSystemLabel(key) && !remove.includes(key),
  );
  const wanted = { ...Object.fromEntries(kept), ...set };
  const labels = Object.entries(wanted).map(([key, value]) => ({ key, value }));
  await kestra.executions.setLabels(executionId, labels, { signal });
  const after = await outcomeOf(
    `Labels of execution ${executionId} were set`,
    pollExecution(context, executionId, (now) => hasLabels(now.labels, wanted), SETTLE_MS),
  );
  return summarizeExecution(after, kestra.connection);
}

function refuseSystemLabels(keys: readonly string[]): void {
  const own = keys.filter(isSystemLabel);
  if (own.length === 0) return;
  throw new Failure('invalid', `Kestra alone sets the labels ${own.join(', ')}.`, {
    hint: 'Use keys without the prefix system.',
  });
}

function hasLabels(
  labels: Parameters<typeof labelRecord>[0],
  wanted: Readonly<Record<string, string>>,
): boolean {
  const now = Object.entries(labelRecord(labels)).filter(([key]) => !isSystemLabel(key));
  return now.length === Object.keys(wanted).length && now.every(([key, value]) => wanted[key] === value);
}
