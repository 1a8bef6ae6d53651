import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

/**
 * Runs an execution that is stuck in CREATED, QUEUED or RESTARTED, past its concurrency limit.
 *
 * @throws Failure `conflict` in any other state; a PAUSED one is resumed instead, with its inputs
 */
export async function forceRunExecution(
  context: OperationContext,
  executionId: string,
): Promise<ExecutionSummary> {
  const { kestra, signal } = context;
  requireAllowed('force-run', await getExecution(context, executionId));
  return summarizeExecution(await kestra.executions.forceRun(executionId, { signal }), kestra.connection);
}
