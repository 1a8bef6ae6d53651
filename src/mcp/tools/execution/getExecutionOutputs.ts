import * as z from 'zod';
import { executionOutputs } from '../../../operations/executionOutputs.ts';
import { previewFile } from '../../../operations/previewFile.ts';
import { args } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';

/** Leaves room for the outputs of the flow and the files. */
const TASK_RUNS_BYTES = RESULT_BYTES - 3_500;
/** Leaves room for the URI and what is told beside the rows. */
const PREVIEW_BYTES = RESULT_BYTES - 500;

const record = z.record(z.string(), z.unknown());

export const getExecutionOutputs = defineTool({
  name: 'get_execution_outputs',
  group: 'execution',
  title: 'Get outputs and files',
  description:
    'Outputs of an execution and of its task runs, and their files with sizes. With path: the first rows of that file.',
  effect: 'read',
  daily: true,
  input: z.strictObject({
    execution_id: args.executionId,
    task_id: z.string().optional(),
    task_run_id: z.string().optional(),
    path: z.string().optional().describe('kestra:// URI of a file'),
    max_rows: z.int().min(1).max(500).default(20),
    limit: args.limit(10, 50),
    cursor: args.cursor.optional(),
  }),
  output: z.object({
    outputs: record.optional().describe('Of the flow'),
    taskRuns: z
      .array(
        z.object({
          taskRunId: z.string(),
          taskId: z.string(),
          value: z.string().optional(),
          outputs: record,
        }),
      )
      .optional(),
    total: z.number().optional().describe('Task runs with outputs'),
    nextCursor: z.string().optional(),
    files: z.array(z.object({ uri: z.string(), bytes: z.number().optional() })).optional(),
    filesOmitted: z.number().optional(),
    file: z
      .object({
        uri: z.string(),
        bytes: z.number(),
        kind: z.enum(['rows', 'text', 'binary']),
        rows: z.array(z.unknown()).optional(),
        text: z.string().optional(),
        truncated: z.boolean(),
      })
      .optional(),
  }),
  nextCall: {
    not_found: 'Call get_execution_outputs without path, or get_execution, to see what is there.',
  },
  async run(context, { execution_id: executionId, path, max_rows: maxRows, ...narrowing }) {
    if (path !== undefined) {
      const preview = { executionId, uri: path, maxRows, maxBytes: PREVIEW_BYTES };
      return { file: await previewFile(context, preview) };
    }
    const { task_id: taskId, task_run_id: taskRunId, limit, cursor } = narrowing;
    const request = { executionId, taskId, taskRunId, limit, cursor, maxBytes: TASK_RUNS_BYTES };
    return executionOutputs(context, request);
  },
});
