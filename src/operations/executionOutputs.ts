import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { Execution, TaskRun } from '../model/execution.ts';
import { filesIn } from '../model/outputFile.ts';
import { presentableRecord } from '../model/presentable.ts';
import type { OperationContext } from './context.ts';
import { getExecution } from './findExecution.ts';
import { offsetOf, takeWithin, type PageRequest } from './page.ts';

export interface OutputsRequest extends PageRequest {
  executionId: string;
  /** Only runs of this task. */
  taskId?: string | undefined;
  taskRunId?: string | undefined;
}

export interface TaskRunOutputs {
  taskRunId: string;
  taskId: string;
  /** Value of its iteration. */
  value?: string | undefined;
  outputs: Record<string, unknown>;
}

export interface OutputFile {
  uri: string;
  /** Absent when the file is gone, or must not be looked at. */
  bytes?: number | undefined;
}

export interface ExecutionOutputs {
  /** Of the flow itself; on the first page, unless a task is asked for. */
  outputs?: Record<string, unknown> | undefined;
  taskRuns: TaskRunOutputs[];
  /** Task runs that have outputs. */
  total: number;
  nextCursor?: string | undefined;
  /** Named by the outputs shown. */
  files: OutputFile[];
  /** Files beyond those told. */
  filesOmitted?: number | undefined;
}

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** For the flow, and for a single task run that is asked for. */
const MOST_BYTES = 1_500;
const TASK_RUN_BYTES = 700;
const MOST_FILES = 20;
const FILES_BYTES = 2_000;

/**
 * What an execution has put out so far, with the sizes of its files.
 *
 * @throws Failure `not_found` for an execution or a task that is not there
 */
export async function executionOutputs(context: Reader, request: OutputsRequest): Promise<ExecutionOutputs> {
  const { kestra, signal } = context;
  const execution = await getExecution(context, request.executionId);
  const isNarrowed = request.taskId !== undefined || request.taskRunId !== undefined;
  const offset = offsetOf(request.cursor);
  const holding = await taskRunsWithOutputs(context, execution, request);
  const read = await Promise.all(
    holding.slice(offset, offset + request.limit).map(async (taskRun) => ({
      taskRun,
      raw: await kestra.outputs.ofTaskRun(execution, taskRun.id, { signal }),
    })),
  );
  const raw = isNarrowed || offset > 0 ? undefined : await kestra.outputs.ofExecution(execution, { signal });
  const budget = holding.length === 1 ? MOST_BYTES : TASK_RUN_BYTES;
  const taskRuns = takeWithin(
    read.map((one) => present(one, budget)),
    request.maxBytes ?? Number.POSITIVE_INFINITY,
  );
  const next = offset + taskRuns.length;
  const shown = read.slice(0, taskRuns.length).map((one) => one.raw);
  const uris = filesIn([raw, ...shown]);
  const files = takeWithin(await filesWithSize(context, execution, uris.slice(0, MOST_FILES)), FILES_BYTES);
  return {
    outputs: presentableRecord(raw, MOST_BYTES),
    taskRuns,
    total: holding.length,
    nextCursor: next < holding.length && taskRuns.length > 0 ? String(next) : undefined,
    files,
    filesOmitted: uris.length > files.length ? uris.length - files.length : undefined,
  };
}

async function taskRunsWithOutputs(
  { kestra, signal }: Reader,
  execution: Execution,
  { taskId, taskRunId }: OutputsRequest,
): Promise<TaskRun[]> {
  const wanted = (execution.taskRunList ?? []).filter(
    (run) => (taskId ?? run.taskId) === run.taskId && (taskRunId ?? run.id) === run.id,
  );
  if (wanted.length === 0 && (taskId ?? taskRunId) !== undefined) {
    throw new Failure(
      'not_found',
      told`Execution ${execution.id} has no run of ${taskRunId ?? taskId ?? ''}.`,
      {
        hint: told`Look at the execution for the tasks that have run.`,
      },
    );
  }
  const withOutputs = new Set(await kestra.outputs.taskRunsWith(execution, { signal }));
  return wanted.filter(({ id }) => withOutputs.has(id));
}

function present(
  { taskRun, raw }: { taskRun: TaskRun; raw: Record<string, unknown> },
  maxBytes: number,
): TaskRunOutputs {
  const { id, taskId, value } = taskRun;
  return { taskRunId: id, taskId, value, outputs: presentableRecord(raw, maxBytes) ?? {} };
}

function filesWithSize(
  { kestra, signal }: Reader,
  { id }: Execution,
  uris: readonly string[],
): Promise<OutputFile[]> {
  return Promise.all(
    uris.map(async (uri) => {
      const size = kestra.outputs.fileSize(id, uri, { signal });
      return { uri, bytes: await size.catch(unlessGone) };
    }),
  );
}

/** A file of a subflow may also lie where this connection must not look. */
function unlessGone(error: unknown): undefined {
  if (!Failure.is(error, 'not_found', 'refused')) throw error;
}
