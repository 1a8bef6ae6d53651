import * as z from 'zod';
import { pauseExecution as pause } from '../../../operations/pause.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const pauseExecution = defineTool({
  name: 'pause_execution',
  group: 'execution',
  title: 'Pause an execution',
  description:
    'Pause a RUNNING execution: tasks that run now finish, no others start. paused is true only when Kestra says PAUSED. resume_execution continues it.',
  effect: 'trigger',
  stops: true,
  daily: false,
  input: z.strictObject({ execution_id: args.executionId }),
  output: z.object({ paused: z.boolean(), execution: executionSummary }),
  nextCall: {
    not_found: 'Call list_executions to find the execution.',
    conflict: 'Call get_execution to see its state.',
  },
  run: (context, { execution_id }) => pause(context, execution_id),
});
