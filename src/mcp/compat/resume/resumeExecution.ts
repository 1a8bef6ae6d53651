import * as z from 'zod';
import { resumeExecutions, type ResumeOutcome } from '../../../operations/resume.ts';
import { reportOutcomes } from '../../outcomes.ts';
import type { ToolContext } from '../../tool.ts';
import { optionalList, record, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { countOutcomes } from '../countOutcomes.ts';
import { given, wholeExecution } from '../shape.ts';

export const resumeExecution = defineCompatTool({
  name: 'resume_execution',
  group: 'resume',
  title: 'Resume paused executions',
  description:
    'Continue paused executions, or the longest-waiting one of a flow. on_resume holds the values that the pause asks for; those left out take their defaults. Ask the user before deciding an approval.',
  effect: 'trigger',
  input: z.strictObject({
    execution_ids: optionalList(z.string(), 'Execution ids; without them one of the flow'),
    namespace: text.optional('Namespace of the flow, without ids'),
    flow_id: text.optional('Flow id, without ids'),
    on_resume: record.optional('Values by input id, e.g. {"approved": true}'),
  }),
  nextCall: { not_found: 'Call list_executions to see which executions are PAUSED.' },
  async run(context, { execution_ids, namespace, flow_id, on_resume }) {
    const outcomes = await resumeExecutions(context, {
      executionIds: execution_ids ?? [],
      namespace: given(namespace),
      flowId: given(flow_id),
      inputs: on_resume ?? {},
    });
    const isBulk = execution_ids?.length && Object.keys(on_resume ?? {}).length === 0;
    return isBulk ? countOutcomes(outcomes) : byExecution(context, outcomes);
  },
});

/** Each execution as it is now, or why it was not resumed. */
async function byExecution(
  context: ToolContext,
  outcomes: readonly ResumeOutcome[],
): Promise<Record<string, unknown>> {
  const results = reportOutcomes(outcomes, undefined).map(async ({ executionId, error }) => [
    executionId,
    error === undefined ? await wholeExecution(context, executionId) : { error },
  ]);
  return Object.fromEntries(await Promise.all(results));
}
