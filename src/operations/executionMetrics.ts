import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';
import { fetchPage, type PageRequest, type PageResult } from './page.ts';

/** One measurement of a task run. */
export interface ExecutionMetric {
  taskId: string;
  taskRunId: string;
  name: string;
  /** Such as `counter`, or `timer` in milliseconds. */
  type: string;
  value: number;
  tags?: Record<string, string> | undefined;
}

export interface MetricNarrowing {
  executionId: string;
  taskId?: string | undefined;
  taskRunId?: string | undefined;
}

/** @throws Failure `not_found` (Kestra itself answers with an empty list) */
export async function executionMetrics(
  context: Pick<OperationContext, 'kestra' | 'signal'>,
  { executionId, ...narrowing }: MetricNarrowing,
  request: PageRequest,
): Promise<PageResult<ExecutionMetric>> {
  const { kestra, signal } = context;
  const found = await fetchPage(
    request,
    (page) => kestra.metrics.ofExecution(executionId, { ...narrowing, ...page }, { signal }),
    ({ taskId, taskRunId, name, type, value, tags }): ExecutionMetric => ({
      taskId,
      taskRunId,
      name,
      type,
      value,
      tags: tags && Object.keys(tags).length > 0 ? tags : undefined,
    }),
  );
  if (found.total === 0) await getExecution(context, executionId);
  return found;
}
