import * as z from 'zod';
import { resumeAndWait } from '../../../operations/resumeAndWait.ts';
import { reportOutcomes } from '../../outcomes.ts';
import { args, errorObject, executionSummary, runResult } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const nextCall = {
  conflict: 'Call get_execution to see its state and what can be done now.',
  invalid:
    'Call get_execution for the form it waits for (waitingFor), then resume_execution with corrected on_resume.',
  not_found: 'Call list_executions with state ["PAUSED"] to see what waits.',
};

export const resumeExecution = defineTool({
  name: 'resume_execution',
  group: 'resume',
  title: 'Resume a paused execution',
  description:
    'Continue executions that are PAUSED (an approval) or at a BREAKPOINT. get_execution shows the form (waitingFor). Without ids: the longest-waiting one of namespace and flow_id. Ask the user before deciding an approval.',
  effect: 'trigger',
  daily: true,
  input: z.strictObject({
    execution_ids: z.array(args.executionId).min(1).max(50).optional(),
    namespace: args.namespace.optional(),
    flow_id: args.flowId.optional(),
    on_resume: args.inputs.optional().describe('Values of the form by field name; left out: its default'),
    wait_seconds: args.waitSeconds.describe('For a single one'),
    ask_user: z.boolean().default(false).describe('Let the user fill in the form, for a single one'),
  }),
  output: z.object({
    results: z.array(
      z.object({
        executionId: z.string(),
        resumed: z.boolean(),
        execution: runResult.partial().extend(executionSummary.shape).optional(),
        error: errorObject.optional(),
      }),
    ),
  }),
  nextCall,
  async run(context, { execution_ids, namespace, flow_id, on_resume, wait_seconds, ask_user }) {
    const outcomes = await resumeAndWait(context, {
      executionIds: execution_ids,
      namespace,
      flowId: flow_id,
      inputs: on_resume,
      waitSeconds: wait_seconds,
      askUser: ask_user,
      askUserLater: ask_user || context.server.askAtPause,
    });
    return { results: reportOutcomes(outcomes, nextCall) };
  },
});
