import { Failure } from '../shared/failure.ts';
import type { OperationContext } from './context.ts';

const KILL_MS = 10_000;

/**
 * What becomes of an execution that a cancelled call started: it goes on, or it is killed. Either is told, since the
 * call itself gets no answer any more.
 *
 * @returns the failure with which the call ends
 */
export async function leaveOrKill(
  { kestra, onCancel, note }: Pick<OperationContext, 'kestra' | 'onCancel' | 'note'>,
  { id, namespace, flowId }: { id: string; namespace: string; flowId: string },
  failure: Failure,
): Promise<Failure> {
  const what = `Execution ${id} of ${namespace}.${flowId}`;
  const end = (text: string): Failure => {
    note?.(text);
    return failure.with({ message: `${text} ${failure.message}` });
  };
  if (onCancel !== 'kill') return end(`${what} goes on: the call that started it was cancelled.`);
  try {
    // The signal of the call is spent.
    await kestra.executions.kill(id, { signal: AbortSignal.timeout(KILL_MS) });
    return end(`${what} is killed, because the call that started it was cancelled.`);
  } catch (error) {
    const { message } = Failure.from(error);
    return end(`${what} could not be killed when the call that started it was cancelled: ${message}.`);
  }
}
