import * as z from 'zod';
import { forceRunExecution as forceRun } from '../../../operations/forceRun.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const forceRunExecution = defineTool({
  name: 'force_run_execution',
  group: 'resume',
  title: 'Force a stuck execution to run',
  description:
    'Run an execution that is stuck in CREATED, QUEUED or RESTARTED, past concurrency limits. For a PAUSED one call resume_execution: forcing it would drop its inputs.',
  effect: 'trigger',
  daily: true,
  input: z.strictObject({ execution_id: args.executionId }),
  output: executionSummary,
  nextCall: {
    conflict: 'Call get_execution to see its state; resume_execution continues a PAUSED one.',
    not_found: 'Call list_executions to find the execution.',
  },
  run: (context, { execution_id }) => forceRun(context, execution_id),
});
