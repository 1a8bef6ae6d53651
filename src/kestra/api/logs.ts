import * as z from 'zod';
import type { Api } from '../api.ts';
import type { Dialect, LogNarrowing } from '../dialect.ts';
import { path } from '../path.ts';
import { logEntrySchema, type LogEntry } from '../schemas.ts';

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
}
