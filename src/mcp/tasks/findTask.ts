import { Failure } from '../../shared/failure.ts';
import { describeFailure } from '../../operations/inspect.ts';
import type { OperationContext } from '../../operations/context.ts';
import { ownTasks, type OwnTask, type TaskReader } from './task.ts';
import { taskIdOf, type RunOf } from './taskId.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** @throws Failure `not_found` for what does not exist, is no task, or is somebody else's: all the same to whoever asks */
export async function findTask(
  { kestra, signal }: Reader,
  wanted: RunOf,
  reader: TaskReader,
): Promise<OwnTask> {
  const taskId = taskIdOf(wanted);
  const unknown = unknownTask(wanted);
  try {
    const execution = await kestra.executions.get(wanted.executionId, { signal });
    const task = ownTasks(execution, reader).find((own) => own.taskId === taskId);
    if (task === undefined) throw unknown;
    return task;
  } catch (error) {
    throw Failure.is(error, 'not_found') ? unknown : error;
  }
}

export function unknownTask(wanted: RunOf): Failure {
  return new Failure('not_found', `There is no task '${taskIdOf(wanted)}'.`);
}

/** What is to be said of a task that has failed: clients may show nothing but this. */
export async function explainEnd(context: Reader, { execution, change, isCurrent }: OwnTask) {
  if (change.state !== 'FAILED' || !isCurrent) return undefined;
  const failure = await describeFailure(context, execution);
  const { namespace, flowId } = execution;
  if (failure === undefined) return undefined;
  return `${namespace}.${flowId} FAILED: task ${failure.taskId}: ${failure.errors.at(-1) ?? 'no error line'}`;
}
