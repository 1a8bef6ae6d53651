import type { Execution } from '../model/execution.ts';
import { findTask } from '../model/flow.ts';
import { pauseDeadline, pausedTaskRun, pauseTask } from '../model/pause.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';

/** Why an execution waits, and until when. */
export interface WaitingQuestion {
  /** The Pause task; absent after a pause by hand and at a breakpoint. */
  taskId?: string | undefined;
  description?: string | undefined;
  /** ISO instant at which the pause ends by itself. */
  deadline?: string | undefined;
}

/** The question of a PAUSED execution, as its flow's Pause task puts it; nothing is asked at a BREAKPOINT. */
export async function waitingQuestion(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  listed: Execution,
): Promise<WaitingQuestion> {
  if (listed.state.current === 'BREAKPOINT') return {};
  // Lists of 2.x tell no task runs.
  const execution = listed.taskRunList ? listed : await getExecution({ kestra, signal }, listed.id);
  const { namespace, flowId, flowRevision: revision } = execution;
  // Without the right to read the flow everything else still works; only its texts are missing.
  const flow = await kestra.flows.get({ namespace, id: flowId, revision }, { signal }).catch(() => undefined);
  const taskId = pausedTaskRun(execution)?.taskId;
  const description = flow && taskId ? findTask(flow, taskId)?.['description'] : undefined;
  return {
    taskId,
    description: typeof description === 'string' ? description : undefined,
    deadline: pauseDeadline(execution, flow && pauseTask(execution, flow)),
  };
}
