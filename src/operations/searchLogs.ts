import type { LogSearch } from '../kestra/api/logs.ts';
import type { OperationContext } from './context.ts';
import { fetchPage, type PageRequest, type PageResult } from './page.ts';
import { shortenMessage, type LogLine } from './readLogs.ts';

/** A line with whose it is. */
export interface FoundLogLine extends LogLine {
  namespace: string;
  flowId: string;
  executionId?: string | undefined;
  triggerId?: string | undefined;
}

/** Log lines of all executions and triggers, the newest first, however old unless narrowed. */
export function searchLogs(
  { kestra, signal }: Pick<OperationContext, 'kestra' | 'signal'>,
  search: Omit<LogSearch, 'page' | 'size' | 'sort'>,
  request: PageRequest,
): Promise<PageResult<FoundLogLine>> {
  return fetchPage(
    request,
    (page) => kestra.logs.search({ ...search, ...page, sort: 'timestamp:desc' }, { signal }),
    ({ timestamp, level, message, namespace, flowId, executionId, triggerId, taskId }) => ({
      time: timestamp,
      level,
      namespace,
      flowId,
      executionId,
      triggerId,
      taskId,
      message: shortenMessage(message),
    }),
  );
}
