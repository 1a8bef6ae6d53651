import * as z from 'zod';
import { restartExecution as restart } from '../../../operations/restart.ts';
import { integer, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given, executionAfter } from '../shape.ts';

export const restartExecution = defineCompatTool({
  name: 'restart_execution',
  group: 'restart',
  title: 'Restart an execution',
  description:
    'Run the failed tasks of an execution again and what comes after them; what succeeded is kept. Without execution_id the last failed one of the flow.',
  effect: 'trigger',
  input: z.strictObject({
    namespace: text.required('Namespace of the flow'),
    flow_id: text.required('Flow id'),
    execution_id: text.optional('Execution id'),
    revision: integer.or(0, 'On this revision, as a new execution; 0 keeps the one it has'),
  }),
  nextCall: {
    conflict:
      'Call manage_executions get to see its state; one that succeeded is replayed with replay_execution.',
  },
  async run(context, { namespace, flow_id, execution_id, revision }) {
    const { id } = await restart(context, {
      namespace,
      flowId: flow_id,
      executionId: given(execution_id),
      revision: revision > 0 ? revision : undefined,
    });
    return executionAfter(context, id, `Execution ${id} was restarted`);
  },
});
