import type { Execution } from '../model/execution.ts';
import { formFields, type FormField } from '../model/input.ts';
import { pauseDeadline, pausedTaskRun, pauseTask } from '../model/pause.ts';
import { findTask } from '../model/flow.ts';
import type { OperationContext } from './context.ts';

/** What a waiting execution asks for. */
export interface WaitingForm {
  /** The Pause task; absent after a pause by hand and at a breakpoint. */
  taskId?: string | undefined;
  description?: string | undefined;
  /** ISO instant at which the pause ends by itself. */
  deadline?: string | undefined;
  fields: FormField[];
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** The form of an execution that is PAUSED or at a BREAKPOINT; Kestra renders the defaults. */
export async function waitingForm({ kestra, signal }: Reader, execution: Execution): Promise<WaitingForm> {
  if (execution.state.current === 'BREAKPOINT') return { fields: [] };
  const { id, namespace, flowId, flowRevision: revision } = execution;
  const [validation, flow] = await Promise.all([
    kestra.executions.validateResume(id, [], { signal }),
    // Without the right to read the flow the form still works; only its texts are missing.
    kestra.flows.get({ namespace, id: flowId, revision }, { signal }).catch(() => undefined),
  ]);
  const taskId = pausedTaskRun(execution)?.taskId;
  const task = flow === undefined ? undefined : pauseTask(execution, flow);
  const description = flow && taskId ? findTask(flow, taskId)?.['description'] : undefined;
  return {
    taskId,
    description: typeof description === 'string' ? description : undefined,
    deadline: pauseDeadline(execution, task),
    fields: formFields(validation.inputs),
  };
}
