import * as z from 'zod';
import { Failure } from '../../../shared/failure.ts';
import {
  executionsInState,
  isOfFlow,
  requireFlow,
  type ExecutionTarget,
} from '../../../operations/findExecution.ts';
import { resumeExecutions, type ResumeOutcome } from '../../../operations/resume.ts';
import { reportOutcomes } from '../../outcomes.ts';
import type { ToolContext } from '../../tool.ts';
import { optionalList, record, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { countOutcomes } from '../countOutcomes.ts';
import { given, executionAfter } from '../shape.ts';

const MOST_SEARCHED = 1_000;

export const resumeExecution = defineCompatTool({
  name: 'resume_execution',
  group: 'resume',
  title: 'Resume paused executions',
  description:
    'Continue paused executions, or the last one of a flow that was paused. on_resume holds the values that the pause asks for; those left out take their defaults. Ask the user before deciding an approval.',
  effect: 'trigger',
  input: z.strictObject({
    execution_ids: optionalList(z.string(), 'Execution ids; without them one of the flow'),
    namespace: text.optional('Namespace of the flow, without ids'),
    flow_id: text.optional('Flow id, without ids'),
    on_resume: record.optional('Values by input id, e.g. {"approved": true}'),
  }),
  nextCall: { not_found: 'Call list_executions to see which executions are PAUSED.' },
  async run(context, { execution_ids, namespace, flow_id, on_resume }) {
    const flow = { namespace: given(namespace), flowId: given(flow_id) };
    const executionIds = execution_ids?.length ? execution_ids : [await lastPaused(context, flow)];
    const outcomes = await resumeExecutions(context, { executionIds, inputs: on_resume ?? {} });
    const isBulk = execution_ids?.length && Object.keys(on_resume ?? {}).length === 0;
    return isBulk ? countOutcomes(outcomes) : byExecution(context, outcomes);
  },
});

/** @throws Failure `not_found` when no execution of the flow waits */
async function lastPaused(context: ToolContext, target: ExecutionTarget): Promise<string> {
  const flow = requireFlow(target);
  const search = { ...flow, states: ['PAUSED'] as const };
  const { executions } = await executionsInState(context, search, MOST_SEARCHED);
  const last = executions.findLast(isOfFlow(flow));
  if (last !== undefined) return last.id;
  throw new Failure('not_found', `No execution of ${flow.namespace}.${flow.flowId} is PAUSED.`);
}

/** Each execution as it is now, or why it was not resumed. */
async function byExecution(
  context: ToolContext,
  outcomes: readonly ResumeOutcome[],
): Promise<Record<string, unknown>> {
  const results = reportOutcomes(outcomes, undefined).map(async ({ executionId, error }) => [
    executionId,
    error === undefined
      ? await executionAfter(context, executionId, `Execution ${executionId} was resumed`)
      : { error },
  ]);
  return Object.fromEntries(await Promise.all(results));
}
