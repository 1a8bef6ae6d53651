import type { Deletion } from '../kestra/api/executionRequests.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

export interface ExecutionDeletion extends Deletion {
  executionId: string;
  /** Without it nothing is deleted, and only told what would be. */
  confirm: boolean;
}

export interface DeletionResult {
  deleted: boolean;
  execution: ExecutionSummary;
  impact: {
    logLines: number;
    metrics: number;
    taskRuns: number;
    /** Executions that it started; they stay. */
    subflows: number;
  };
}

/**
 * Deletes the record of an execution that has ended, or tells what that would take along.
 *
 * @throws Failure `conflict` while it runs: it would run on without its record
 */
export async function deleteExecution(
  context: OperationContext,
  { executionId, confirm, ...deletion }: ExecutionDeletion,
): Promise<DeletionResult> {
  const { kestra, signal } = context;
  const execution = await getExecution(context, executionId);
  requireAllowed('delete', execution);
  const impact = await impactOf(context, executionId);
  if (confirm) await kestra.executions.delete(executionId, deletion, { signal });
  return {
    deleted: confirm,
    execution: summarizeExecution(execution, kestra.connection),
    impact: { ...impact, taskRuns: execution.taskRunList?.length ?? 0 },
  };
}

async function impactOf(
  { kestra, signal }: OperationContext,
  id: string,
): Promise<Omit<DeletionResult['impact'], 'taskRuns'>> {
  const [log, metrics, subflows] = await Promise.all([
    kestra.logs.ofExecution(id, {}, { signal }),
    kestra.metrics.ofExecution(id, { size: 1 }, { signal }),
    kestra.executions.search({ triggeredBy: id, size: 1 }, { signal }),
  ]);
  return { logLines: log.length, metrics: metrics.total, subflows: subflows.total };
}
