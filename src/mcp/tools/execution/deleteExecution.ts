import * as z from 'zod';
import { deleteExecution as remove } from '../../../operations/deleteExecution.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const deleteExecution = defineTool({
  name: 'delete_execution',
  group: 'execution',
  title: 'Delete an execution',
  description:
    'Delete the record of an execution that has ended, for good. Without confirm nothing is deleted and the impact is told: show it to the user first. To stop a running one call kill_execution.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({
    execution_id: args.executionId,
    delete_logs: z.boolean().default(true),
    delete_metrics: z.boolean().default(true),
    delete_storage: z.boolean().default(true).describe('Its files'),
    confirm: z.boolean().default(false),
  }),
  output: z.object({
    deleted: z.boolean(),
    execution: executionSummary,
    impact: z.object({
      logLines: z.number(),
      metrics: z.number(),
      taskRuns: z.number(),
      subflows: z.number().describe('Executions that it started; they stay'),
    }),
  }),
  nextCall: {
    not_found: 'Call list_executions to find the execution.',
    conflict: 'Call kill_execution first, or wait until it has ended.',
  },
  run: (context, { execution_id, confirm, ...flags }) =>
    remove(context, {
      executionId: execution_id,
      confirm: confirm ? context.consent : undefined,
      logs: flags.delete_logs,
      metrics: flags.delete_metrics,
      files: flags.delete_storage,
    }),
});
