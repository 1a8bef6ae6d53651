import * as z from 'zod';
import { parseAnswer, type Api } from '../api.ts';
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
import { serverSentEvents } from '../serverSentEvents.ts';
import type { Transport } from '../transport.ts';

const entries = z.array(logEntrySchema);
const foundPage = pageOf(foundLogEntrySchema);

export interface LogSearch extends Page {
  text?: string | undefined;
  /** This namespace and everything below it. */
  namespace?: string | undefined;
  /** Leaves out what is below {@link namespace}. */
  exactNamespace?: boolean | undefined;
  /** Exactly these; beside {@link namespace} both count. */
  namespaces?: readonly string[] | undefined;
  flowId?: string | undefined;
  triggerId?: string | undefined;
  minLevel?: LogLevel | undefined;
  /** ISO instants with offset. */
  startedAfter?: string | undefined;
  startedBefore?: string | undefined;
}

type Call = { signal?: AbortSignal | undefined };

/** `/logs`: one function per route. */
export class LogsApi {
  readonly #api: Api;
  readonly #transport: Transport;
  readonly #dialect: (signal: AbortSignal | undefined) => Promise<Dialect>;

  constructor(
    api: Api,
    transport: Transport,
    dialect: (signal: AbortSignal | undefined) => Promise<Dialect>,
  ) {
    this.#api = api;
    this.#transport = transport;
    this.#dialect = dialect;
  }

  /** The whole log of an execution in order of time; empty for an execution that does not exist. */
  async ofExecution(
    executionId: string,
    narrowing: LogNarrowing,
    { signal }: Call = {},
  ): Promise<LogEntry[]> {
    const dialect = await this.#dialect(signal);
    return this.#api.read(entries, path`/logs/${executionId}`, {
      query: dialect.executionLogs(narrowing),
      signal,
    });
  }

  /** Lines of all executions and triggers. */
  async search(
    search: LogSearch,
    { signal }: Call = {},
  ): Promise<{ results: FoundLogEntry[]; total: number }> {
    const dialect = await this.#dialect(signal);
    const { startedAfter = FOREVER } = search;
    const query = [
      filter('q', 'EQUALS', search.text),
      filter('namespace', search.exactNamespace ? 'EQUALS' : 'PREFIX', search.namespace),
      filter('namespace', 'IN', search.namespaces?.join(',')),
      filter('flowId', 'EQUALS', search.flowId),
      filter('triggerId', 'EQUALS', search.triggerId),
      dialect.logLevel(search.minLevel),
      filter('startDate', 'GREATER_THAN_OR_EQUAL_TO', startedAfter),
      filter('endDate', 'LESS_THAN_OR_EQUAL_TO', search.startedBefore),
      ...pageQuery(search),
    ];
    return this.#api.read(foundPage, '/logs/search', { query, signal });
  }

  /** The log of an execution as text, one `time LEVEL message` after the other. @throws Failure `not_found` */
  async download(executionId: string, narrowing: LogNarrowing, { signal }: Call = {}): Promise<string> {
    const dialect = await this.#dialect(signal);
    const query = dialect.executionLogs(narrowing);
    const { text } = await this.#api.send(path`/logs/${executionId}/download`, { query, signal });
    return text;
  }

  /**
   * The lines of an execution's log, those that there are and then each new one. It never ends by itself, 2.x may
   * send a line twice, and an execution that does not exist only stays silent.
   */
  async *follow(
    executionId: string,
    minLevel: LogLevel | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<LogEntry> {
    const dialect = await this.#dialect(signal);
    const url = this.#api.url(path`/logs/${executionId}/follow`);
    const query = dialect.executionLogs({ minLevel });
    for await (const { id, data } of serverSentEvents(this.#transport, url, query, signal)) {
      // The first frame is an empty one.
      if (id === 'progress') yield parseAnswer(logEntrySchema, { text: data });
    }
  }

  /**
   * Deletes lines of an execution: all, or those that meet every condition; a level means "and above". The
   * parameters are flat in both majors. Deletes nothing without a word when there is nothing.
   */
  async deleteOfExecution(
    executionId: string,
    { minLevel, taskId, taskRunId, attempt }: LogNarrowing,
    { signal }: Call = {},
  ): Promise<void> {
    const query = [
      ['minLevel', minLevel],
      ['taskId', taskId],
      ['taskRunId', taskRunId],
      ['attempt', attempt],
    ] as const;
    await this.#api.send(path`/logs/${executionId}`, { method: 'DELETE', query, signal });
  }

  /** Deletes the lines of all executions and triggers of a flow, or of one of its triggers. */
  async deleteOfFlow(
    flow: { namespace: string; flowId: string; triggerId?: string | undefined },
    { signal }: Call = {},
  ): Promise<void> {
    await this.#api.send(path`/logs/${flow.namespace}/${flow.flowId}`, {
      method: 'DELETE',
      query: [['triggerId', flow.triggerId]],
      signal,
    });
  }
}
