import type { Execution } from '../model/execution.ts';
import { WAITING_STATES } from '../model/state.ts';
import type { OperationContext } from './context.ts';
import { executionsInState } from './findExecution.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** More than this nobody reads; the total is told all the same. */
const MOST = 1_000;

/** The approval inbox: every execution that is PAUSED or at a BREAKPOINT, however old, the longest-waiting first. */
export function waitingExecutions(
  context: Reader,
  search: { namespace?: string | undefined } = {},
): Promise<{ executions: Execution[]; total: number }> {
  return executionsInState(context, { ...search, states: WAITING_STATES }, MOST);
}
