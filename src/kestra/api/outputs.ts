import * as z from 'zod';
import { Failure } from '../../shared/failure.ts';
import type { Execution } from '../../model/execution.ts';
import { executionOfFile } from '../../model/outputFile.ts';
import type { Api } from '../api.ts';
import type { Dialect } from '../dialect.ts';
import { path } from '../path.ts';
import { filePreviewSchema, type FilePreview } from '../schemas.ts';

const record = z.record(z.string(), z.unknown());
const taskRuns = z.array(z.object({ taskRunId: z.string() }));
const fileSize = z.object({ size: z.number() });

type Call = { signal?: AbortSignal | undefined };

/** What executions leave behind: outputs, wherever the version keeps them, and files in the internal storage. */
export class OutputsApi {
  readonly #api: Api;
  readonly #dialect: (signal: AbortSignal | undefined) => Promise<Dialect>;

  constructor(api: Api, dialect: (signal: AbortSignal | undefined) => Promise<Dialect>) {
    this.#api = api;
    this.#dialect = dialect;
  }

  /** Outputs of the flow itself. */
  async ofExecution(execution: Execution, { signal }: Call = {}): Promise<Record<string, unknown>> {
    const { outputsApart } = await this.#dialect(signal);
    if (!outputsApart) return execution.outputs ?? {};
    return this.#readApart(path`/outputs/executions/${execution.id}`, signal);
  }

  /** Ids of the task runs that have outputs. */
  async taskRunsWith(execution: Execution, { signal }: Call = {}): Promise<string[]> {
    const { outputsApart } = await this.#dialect(signal);
    if (!outputsApart) {
      const holding = execution.taskRunList?.filter(({ outputs }) => Object.keys(outputs ?? {}).length > 0);
      return holding?.map(({ id }) => id) ?? [];
    }
    const told = await this.#api.read(taskRuns, path`/outputs/tasks/${execution.id}`, { signal });
    return told.map(({ taskRunId }) => taskRunId);
  }

  async ofTaskRun(
    execution: Execution,
    taskRunId: string,
    { signal }: Call = {},
  ): Promise<Record<string, unknown>> {
    const { outputsApart } = await this.#dialect(signal);
    if (outputsApart) return this.#readApart(path`/outputs/tasks/${execution.id}/${taskRunId}`, signal);
    return execution.taskRunList?.find(({ id }) => id === taskRunId)?.outputs ?? {};
  }

  /** Size in bytes of a file of an execution, named by its whole `kestra://` URI. */
  async fileSize(executionId: string, uri: string, { signal }: Call = {}): Promise<number> {
    const query = [['path', uri]] as const;
    const route = path`/executions/${executionOfFile(uri) ?? executionId}/file/metas`;
    const { size } = await this.#api.read(fileSize, route, { query, signal });
    return size;
  }

  /** The first rows or lines of a file. */
  previewFile(
    executionId: string,
    { uri, maxRows }: { uri: string; maxRows: number },
    { signal }: Call = {},
  ): Promise<FilePreview> {
    const query = [
      ['path', uri],
      ['maxRows', maxRows],
    ] as const;
    const route = path`/executions/${executionOfFile(uri) ?? executionId}/file/preview`;
    return this.#api.read(filePreviewSchema, route, { query, signal });
  }

  async #readApart(route: string, signal: AbortSignal | undefined): Promise<Record<string, unknown>> {
    try {
      return await this.#api.read(record, route, { signal });
    } catch (error) {
      // What produced nothing has no outputs to find.
      if (Failure.is(error, 'not_found')) return {};
      throw error;
    }
  }
}
