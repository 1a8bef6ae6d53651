import * as z from 'zod';
import { deleteExecutionLogs as remove } from '../../../operations/deleteLogs.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { deletedLogs, narrowing, narrowingOf } from './logArguments.ts';

export const deleteExecutionLogs = defineTool({
  name: 'delete_execution_logs',
  group: 'logs',
  title: 'Delete logs of an execution',
  description:
    'Delete log lines of an execution for good; min_level deletes that level and all above it. Without confirm nothing is deleted and it tells what would be: show it to the user first.',
  effect: 'delete',
  daily: false,
  input: z.strictObject({
    execution_id: args.executionId,
    ...narrowing,
    confirm: z.boolean().default(false),
  }),
  output: deletedLogs,
  nextCall: { not_found: 'Call list_executions to find the execution.' },
  run: (context, input) =>
    remove(context, {
      executionId: input.execution_id,
      ...narrowingOf(input),
      confirm: input.confirm ? context.consent : undefined,
    }),
});
