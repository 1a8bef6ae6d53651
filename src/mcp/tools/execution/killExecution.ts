import * as z from 'zod';
import { killExecution as kill } from '../../../operations/kill.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const killExecution = defineTool({
  name: 'kill_execution',
  group: 'execution',
  title: 'Kill an execution',
  description:
    'Stop an execution and its subflows for good. Waits for the end: killed is true only when Kestra says KILLED. To continue a paused one call resume_execution.',
  effect: 'trigger',
  daily: true,
  destructive: true,
  stops: true,
  idempotent: true,
  input: z.strictObject({ execution_id: args.executionId }),
  output: z.object({
    killed: z.boolean(),
    execution: executionSummary,
    killedSubflows: z.array(executionSummary),
    stillRunning: z.array(executionSummary).describe('Subflow executions that have not ended yet'),
  }),
  nextCall: { not_found: 'Call list_executions to find the execution.' },
  run: (context, { execution_id }) => kill(context, execution_id),
});
