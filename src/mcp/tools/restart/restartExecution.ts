import * as z from 'zod';
import { requireAllowed } from '../../../operations/findExecution.ts';
import { restartAndWait, restartExecution as restart, restartTarget } from '../../../operations/restart.ts';
import { describeExecution } from '../../../operations/inspect.ts';
import { args, runResult } from '../../schemas.ts';
import { beginSequel } from '../../tasks/begin.ts';
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
    wait_seconds: args.waitSeconds,
    ask_user: args.askUser,
  }),
  output: runResult,
  nextCall: {
    conflict: 'Call get_execution to see its state; replay_execution runs a successful or killed one again.',
    not_found: 'Call list_executions with state ["FAILED"] to find what can be restarted.',
  },
  task: {
    async start(context, { execution_id, namespace, flow_id, revision }) {
      const target = { executionId: execution_id, namespace, flowId: flow_id };
      const source = await restartTarget(context, target);
      requireAllowed('restart', source);
      const kind = revision === undefined ? 'at' : 'of';
      const sequel = { tool: 'restart_execution', source, kind, keepsHistory: true } as const;
      return beginSequel(
        context,
        sequel,
        async () => (await restart(context, { executionId: source.id, revision })).id,
      );
    },
    result: async (context, execution) => ({
      ...(await describeExecution(context, execution)),
      settled: true,
    }),
  },
  run: (context, { execution_id, namespace, flow_id, revision, wait_seconds, ask_user }) =>
    restartAndWait(context, {
      executionId: execution_id,
      namespace,
      flowId: flow_id,
      revision,
      waitSeconds: wait_seconds,
      askUser: ask_user ?? context.server.askAtPause,
    }),
});
