import { isTerminated, STATES } from '../model/state.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { outcomeOf } from './outcomeOf.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';
import { pollExecution } from './wait.ts';

export interface KillResult {
  /** True only when Kestra says KILLED; it may end otherwise, or still be KILLING. */
  killed: boolean;
  execution: ExecutionSummary;
  /** Subflows that had not ended when the execution had. */
  stillRunning: ExecutionSummary[];
}

const CONFIRM_MS = 20_000;
const NOT_ENDED = STATES.filter((state) => !isTerminated(state));

/**
 * Kills an execution, unless told otherwise with its subflows, and waits for the end, since Kestra only takes note of the wish.
 *
 * @throws Failure `conflict` when it has ended already
 */
export async function killExecution(
  context: OperationContext,
  executionId: string,
  { cascade = true }: { cascade?: boolean } = {},
): Promise<KillResult> {
  const { kestra, signal } = context;
  const before = await getExecution(context, executionId);
  if (before.state.current !== 'KILLING') {
    requireAllowed('kill', before);
    await kestra.executions.kill(executionId, { cascade, signal });
  }
  context.progress({ message: `Killing ${executionId}` });
  return outcomeOf(`Kestra was told to kill execution ${executionId}`, confirm(context, executionId));
}

async function confirm(context: OperationContext, executionId: string): Promise<KillResult> {
  const { kestra, signal } = context;
  const after = await pollExecution(
    context,
    executionId,
    ({ state }) => isTerminated(state.current),
    CONFIRM_MS,
  );
  const children = await kestra.executions.search(
    { triggeredBy: executionId, states: NOT_ENDED, size: 20 },
    { signal },
  );
  return {
    killed: after.state.current === 'KILLED',
    execution: summarizeExecution(after, kestra.connection),
    stillRunning: children.results.map((child) => summarizeExecution(child, kestra.connection)),
  };
}
