import type { Api } from '../api.ts';
import { path } from '../path.ts';
import { pageQuery, type Page } from '../query.ts';
import { metricSchema, pageOf, type Metric } from '../schemas.ts';

const metricPage = pageOf(metricSchema);

export interface MetricSearch extends Page {
  taskId?: string | undefined;
  taskRunId?: string | undefined;
}

/** `/metrics`. */
export class MetricsApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** What the tasks of an execution measured; nothing at all for one that does not exist. */
  ofExecution(
    executionId: string,
    { taskId, taskRunId, ...page }: MetricSearch,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): Promise<{ results: Metric[]; total: number }> {
    return this.#api.read(metricPage, path`/metrics/${executionId}`, {
      query: [['taskId', taskId], ['taskRunId', taskRunId], ...pageQuery(page)],
      signal,
    });
  }
}
