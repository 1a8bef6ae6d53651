import type { Deletion } from '../kestra/api/executionRequests.ts';
import { requireUnchanged, type Consent } from './consent.ts';
import type { OperationContext } from './context.ts';
import { getExecution, requireAllowed } from './findExecution.ts';
import { summarizeExecution, type ExecutionSummary } from './summary.ts';

export interface ExecutionDeletion extends Deletion {
  executionId: string;
  /** Without it nothing is deleted, and only told what would be. */
  confirm?: Consent | undefined;
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
  const impact = {
    ...(await impactOf(context, executionId)),
    taskRuns: execution.taskRunList?.length ?? 0,
  };
  const told = { execution: summarizeExecution(execution, kestra.connection), impact };
  if (confirm === undefined) return { deleted: false, ...told };
  const { namespace, flowId, state } = execution;
  const what = `execution ${executionId} of ${namespace}.${flowId}`;
  await confirm({ what, impact: [`It ended ${state.current}.`, ...wordsFor(impact, deletion)] });
  const now = await getExecution(context, executionId);
  requireUnchanged(what, state.histories.length, now.state.histories.length);
  await kestra.executions.delete(executionId, deletion, { signal });
  return { deleted: true, ...told };
}

function wordsFor(
  { logLines, metrics, taskRuns, subflows }: DeletionResult['impact'],
  goes: Deletion,
): string[] {
  const parts = [
    `${counted(taskRuns, 'task run')} with outputs`,
    ...(goes.logs ? [counted(logLines, 'log line')] : []),
    ...(goes.metrics ? [counted(metrics, 'metric')] : []),
    ...(goes.files ? ['its files'] : []),
  ];
  const stay = subflows > 0 ? [`${subflows} executions that it started stay.`] : [];
  return [`Its record goes for good, with ${parts.join(', ')}.`, ...stay];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
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
