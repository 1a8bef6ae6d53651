import * as z from 'zod';
import { restartExecution as restart } from '../../../operations/restart.ts';
import { args, executionSummary } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const restartExecution = defineTool({
  name: 'restart_execution',
  group: 'restart',
  title: 'Restart a failed execution',
  description:
    'Run the failed tasks of an execution again, in place, keeping what succeeded. Without execution_id: the last FAILED one of namespace and flow_id. To run everything again as a new execution call replay_execution.',
  effect: 'trigger',
  daily: true,
  input: z.strictObject({
    execution_id: args.executionId.optional(),
    namespace: args.namespace.optional(),
    flow_id: args.flowId.optional(),
    revision: args.revision.optional().describe('On this revision, as a new execution'),
  }),
  output: executionSummary,
  nextCall: {
    conflict: 'Call get_execution to see its state; replay_execution runs a successful or killed one again.',
    not_found: 'Call list_executions with state ["FAILED"] to find what can be restarted.',
  },
  run: (context, { execution_id, namespace, flow_id, revision }) =>
    restart(context, { executionId: execution_id, namespace, flowId: flow_id, revision }),
});
