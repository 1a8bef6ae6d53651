import { Failure } from '../../shared/failure.ts';
import type { ExecutionAction } from '../../model/action.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { ExecutionTarget } from '../targets.ts';
import type { TreeNode } from '../views/nodes.ts';

/** What can be done with several executions at once. */
export type BulkAction = Extract<ExecutionAction, 'resume' | 'restart' | 'replay' | 'kill'>;

/** What became of one of them. */
export interface BulkOutcome extends ExecutionTarget {
  /** Absent when it went well. */
  failure?: Failure | undefined;
}

/** The executions among selected rows, each once: the same one may be a row of both views. */
export function executionsAmong(rows: readonly TreeNode[]): ExecutionTarget[] {
  const targets = rows.filter((row) => row.kind === 'execution');
  return [...new Map(targets.map((row) => [`${row.connectionId}/${row.execution.id}`, row])).values()];
}

/** Those with which Kestra allows the action now, and how many others there are. */
export function allowedAmong(
  targets: readonly ExecutionTarget[],
  action: BulkAction,
): { possible: ExecutionTarget[]; others: number } {
  const possible = targets.filter(({ execution }) => execution.allowed.includes(action));
  return { possible, others: targets.length - possible.length };
}

/** Acts on one after the other; neither a failure nor the user's cancelling hides what became of those before. */
export async function actOnEach(
  targets: readonly ExecutionTarget[],
  { signal, progress }: Pick<OperationContext, 'signal' | 'progress'>,
  act: (target: ExecutionTarget) => Promise<void>,
): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (const [index, target] of targets.entries()) {
    if (signal.aborted) break;
    const { flowId } = target.execution;
    progress?.({ message: `${index + 1}/${targets.length} ${flowId}`, done: index, total: targets.length });
    const failure = await act(target).then(
      () => undefined,
      (error: unknown) => Failure.from(error),
    );
    if (signal.aborted && Failure.is(failure, 'cancelled')) break;
    outcomes.push({ ...target, failure });
  }
  return outcomes;
}
