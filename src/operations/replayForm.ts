import type { FormField } from '../model/input.ts';
import { tasksOf } from '../model/flow.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';
import { runForm } from './runForm.ts';
import { summarizeTaskRun, type TaskRunSummary } from './summary.ts';

/** What may be chosen when an execution is replayed. */
export interface ReplayForm {
  /** Those it may begin again from, in the order in which they ran. */
  taskRuns: TaskRunSummary[];
  /** Ids of the tasks that it may stop before. */
  tasks: string[];
  /** Its inputs, with the values it was started with as defaults. */
  fields: FormField[];
}

/** The choices of a replay, at the revision that ran. @throws Failure `not_found` */
export async function replayForm(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  executionId: string,
): Promise<ReplayForm> {
  const { kestra, signal } = context;
  const execution = await getExecution(context, executionId);
  const { namespace, flowId, flowRevision: revision, taskRunList = [], inputs = {} } = execution;
  const [flow, fields] = await Promise.all([
    kestra.flows.get({ namespace, id: flowId, revision }, { signal }),
    runForm(context, { namespace, flowId, revision }),
  ]);
  return {
    taskRuns: taskRunList.map(summarizeTaskRun),
    tasks: tasksOf(flow)
      .map(({ id }) => id)
      .toArray(),
    fields: fields.map((field) => withOriginal(field, inputs[field.name])),
  };
}

/** The value it was started with takes the place of Kestra's default; files and secrets cannot be shown. */
function withOriginal(field: FormField, value: unknown): FormField {
  if (value === undefined || value === null) return field;
  const isHidden = field.type === 'SECRET' || field.type === 'FILE';
  return { ...field, required: false, default: isHidden ? '(as before)' : value };
}
