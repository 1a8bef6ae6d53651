import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { outcomeOf } from './outcomeOf.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';
import { pollExecution } from './wait.ts';

/** What becomes of an execution that leaves the queue. */
export const UNQUEUED_STATES = ['RUNNING', 'CANCELLED', 'FAILED'] as const;
export type UnqueuedState = (typeof UNQUEUED_STATES)[number];

const SETTLE_MS = 5_000;

/**
 * Takes an execution out of the queue in which a concurrency limit keeps it, to run past the limit or to end.
 *
 * @throws Failure `conflict` when it is not QUEUED
 */
export async function unqueueExecution(
  context: OperationContext,
  { executionId, state = 'RUNNING' }: { executionId: string; state?: UnqueuedState | undefined },
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  requireAllowed('unqueue', await getExecution(context, executionId));
  await kestra.executions.unqueue(executionId, state, { signal });
  const after = await outcomeOf(
    `Execution ${executionId} was taken out of the queue`,
    pollExecution(context, executionId, (now) => now.state.current !== 'QUEUED', SETTLE_MS),
  );
  return summarizeExecution(after, kestra.connection);
}
