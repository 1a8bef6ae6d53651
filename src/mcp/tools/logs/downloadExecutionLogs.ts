import * as z from 'zod';
import { downloadLogs } from '../../../operations/downloadLogs.ts';
import { args } from '../../schemas.ts';
import { defineTool, RESULT_BYTES } from '../../tool.ts';
import { narrowing, narrowingOf } from './logArguments.ts';

export const downloadExecutionLogs = defineTool({
  name: 'download_execution_logs',
  group: 'logs',
  title: 'Download the logs of an execution',
  description:
    'The whole log of an execution as plain text: into a new file of this machine (save_to), or as text from from_line on, with its full size. To look for something call get_execution_logs.',
  effect: 'read',
  daily: false,
  writesFiles: true,
  input: z.strictObject({
    execution_id: args.executionId,
    ...narrowing,
    save_to: z.string().min(1).optional().describe('Path below the workspace or an allowed folder'),
    from_line: z.int().min(1).default(1),
  }),
  output: z.object({
    bytes: z.number().describe('Of the whole log'),
    lines: z.number(),
    savedTo: z.string().optional(),
    text: z.string().optional(),
    nextLine: z.number().optional().describe('from_line of the rest'),
  }),
  nextCall: { not_found: 'Call list_executions to find the execution.' },
  run: (context, input) =>
    downloadLogs(context, {
      executionId: input.execution_id,
      ...narrowingOf(input),
      saveTo: input.save_to,
      fromLine: input.from_line,
      maxBytes: RESULT_BYTES,
    }),
});
