import * as z from 'zod';
import type { Api } from '../api.ts';
import type { LogLevel } from '../../model/logLevel.ts';
import type { Dialect, LogNarrowing } from '../dialect.ts';
import { path } from '../path.ts';
import { filter, FOREVER, pageQuery, type Page } from '../query.ts';
import {
  foundLogEntrySchema,
  logEntrySchema,
  pageOf,
  type FoundLogEntry,
  type LogEntry,
} from '../schemas.ts';

export interface LogSearch extends Page {
  text?: string | undefined;
  /** This namespace and everything below it. */
  namespace?: string | undefined;
  flowId?: string | undefined;
  minLevel?: LogLevel | undefined;
  /** ISO instants with offset. */
  startedAfter?: string | undefined;
  startedBefore?: string | undefined;
}

/** `/logs`: one function per route. */
export class LogsApi {
  readonly #api: Api;
  readonly #dialect: (signal: AbortSignal | undefined) => Promise<Dialect>;

  constructor(api: Api, dialect: (signal: AbortSignal | undefined) => Promise<Dialect>) {
    this.#api = api;
    this.#dialect = dialect;
  }

  /** The whole log of an execution in order of time; empty for an execution that does not exist. */
  async ofExecution(
    executionId: string,
    narrowing: LogNarrowing,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): Promise<LogEntry[]> {
    const dialect = await this.#dialect(signal);
    return this.#api.read(z.array(logEntrySchema), path`/logs/${executionId}`, {
      query: dialect.executionLogs(narrowing),
      signal,
    });
  }

  /** Lines of all executions and triggers. */
  async search(
    search: LogSearch,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ): Promise<{ results: FoundLogEntry[]; total: number }> {
    const dialect = await this.#dialect(signal);
    const { startedAfter = FOREVER } = search;
    const query = [
      filter('q', 'EQUALS', search.text),
      filter('namespace', 'PREFIX', search.namespace),
      filter('flowId', 'EQUALS', search.flowId),
      dialect.logLevel(search.minLevel),
      filter('startDate', 'GREATER_THAN_OR_EQUAL_TO', startedAfter),
      filter('endDate', 'LESS_THAN_OR_EQUAL_TO', search.startedBefore),
      ...pageQuery(search),
    ];
    return this.#api.read(pageOf(foundLogEntrySchema), '/logs/search', { query, signal });
  }
}
