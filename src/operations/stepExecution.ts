import { tasksOf } from '../model/flow.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import type { ExecutionDetails } from './inspect.ts';
import { resumeFromBreakpoint } from './resume.ts';

/**
 * Runs the task that an execution stands before, and stops before the next: every other task gets a breakpoint, since
 * which one comes next is known only when it does.
 *
 * @throws Failure `conflict` when it is at no breakpoint
 */
export async function stepExecution(
  context: OperationContext,
  executionId: string,
): Promise<ExecutionDetails> {
  const { kestra, signal } = context;
  const execution = await getExecution(context, executionId);
  requireAllowed('resume from a breakpoint', execution);
  const { namespace, flowId, flowRevision: revision, taskRunList = [] } = execution;
  const flow = await kestra.flows.get({ namespace, id: flowId, revision }, { signal });
  const here = new Set(
    taskRunList.filter(({ state }) => state.current === 'BREAKPOINT').map(({ taskId }) => taskId),
  );
  const breakpoints = tasksOf(flow)
    .map(({ id }) => id)
    .filter((id) => !here.has(id))
    .toArray();
  return resumeFromBreakpoint(context, { executionId, breakpoints });
}
