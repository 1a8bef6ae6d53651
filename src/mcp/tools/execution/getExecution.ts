import * as z from 'zod';
import { inspectExecution } from '../../../operations/inspect.ts';
import { args, executionDetails } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const getExecution = defineTool({
  name: 'get_execution',
  group: 'execution',
  title: 'Get an execution',
  description:
    'State, task runs, inputs and outputs of one execution, and what can be done with it now. When PAUSED: the form to resume it with. When FAILED: the failed task and its last errors.',
  effect: 'read',
  daily: true,
  input: z.strictObject({ execution_id: args.executionId }),
  output: executionDetails,
  nextCall: { not_found: 'Call list_executions to find the execution.' },
  run: (context, { execution_id }) => inspectExecution(context, execution_id),
});
