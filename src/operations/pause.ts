import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { outcomeOf } from './outcomeOf.ts';
import { isSettled } from './settle.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';
import { pollExecution } from './wait.ts';

export interface PauseResult {
  /** True only when Kestra says PAUSED. Until its running tasks have ended it may stay RUNNING. */
  paused: boolean;
  execution: ExecutionSummary;
}

const CONFIRM_MS = 10_000;

/**
 * Pauses a running execution and waits a while until it is.
 *
 * @throws Failure `conflict` when it does not run
 */
export async function pauseExecution(context: OperationContext, executionId: string): Promise<PauseResult> {
  const { kestra, signal } = context;
  requireAllowed('pause', await getExecution(context, executionId));
  await kestra.executions.pause(executionId, { signal });
  context.progress?.({ message: `Pausing ${executionId}` });
  const after = await outcomeOf(
    `Kestra was told to pause execution ${executionId}`,
    pollExecution(context, executionId, isSettled, CONFIRM_MS),
  );
  return {
    paused: after.state.current === 'PAUSED',
    execution: summarizeExecution(after, kestra.connection),
  };
}
