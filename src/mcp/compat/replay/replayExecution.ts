import * as z from 'zod';
import { replayExecutions } from '../../../operations/replay.ts';
import { flag, optionalList, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given } from '../shape.ts';
import { countOutcomes } from '../countOutcomes.ts';

export const replayExecution = defineCompatTool({
  name: 'replay_execution',
  group: 'replay',
  title: 'Replay executions',
  description:
    'Run executions again as new ones with the same inputs, or the last one of a flow. newExecutionIds tells the new id of each. To go on with a failed one call restart_execution.',
  effect: 'trigger',
  input: z.strictObject({
    ids: optionalList(z.string(), 'Execution ids; without them the last execution of the flow'),
    namespace: text.optional('Namespace of the flow, without ids'),
    flow_id: text.optional('Flow id, without ids'),
    latest_revision: flag(false, 'With the flow as it is now'),
  }),
  async run(context, { ids, namespace, flow_id, latest_revision }) {
    const outcomes = await replayExecutions(context, {
      executionIds: ids ?? [],
      namespace: given(namespace),
      flowId: given(flow_id),
      latestRevision: latest_revision,
    });
    const { count, errors } = countOutcomes(outcomes);
    const replayed = outcomes.filter((outcome) => outcome.replayed);
    const newExecutionIds = Object.fromEntries(
      replayed.map(({ executionId, execution }) => [executionId, execution.id]),
    );
    const result = { count, newExecutionIds, errors };
    const [first] = replayed;
    if (ids?.length || first === undefined) return result;
    const { namespace: of, flowId } = first.execution;
    return {
      message: `Replayed execution ${first.executionId} for flow '${flowId}' in namespace '${of}'.`,
      result,
    };
  },
});
