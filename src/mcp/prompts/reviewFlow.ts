import { textPart } from '../../model/textPart.ts';
import { readFlow } from '../../operations/readFlow.ts';
import { listTriggers } from '../../operations/listTriggers.ts';
import { validateFlow } from '../../operations/validateFlow.ts';
import { recentRuns } from './recentRuns.ts';
import { required, type Prompt } from './prompt.ts';

const SOURCE_BYTES = 4_000;
const TRIGGERS_BYTES = 800;

export const reviewFlow: Prompt = {
  name: 'review_flow',
  title: 'Review a flow',
  description: 'Review a flow for mistakes, risks and clarity, with what its executions show',
  group: 'flow',
  arguments: [
    { name: 'namespace', description: 'Namespace', required: true, complete: 'namespaceWithFlows' },
    { name: 'flow_id', description: 'Flow id', required: true, complete: 'flow' },
  ],
  steps: [
    { tool: 'get_flow', text: 'If the source above is cut, read the rest with get_flow.' },
    {
      text: 'Look for: what Kestra itself objects to; expressions that name inputs, outputs or tasks that do not exist; secrets in plain text; calls to the outside without timeout or retry; missing error handling; tasks that do harm when they run twice; schedules that overlap or lack a time zone; concurrency without a limit; deprecated types.',
    },
    {
      tool: 'explain_failure',
      text: 'If its last executions failed, call explain_failure for the newest: a defect that already hurts comes first.',
    },
    {
      text: 'Tell me the findings, the gravest first: line, what is wrong, what happens because of it, the changed YAML. Say so when there is nothing worth changing.',
    },
    {
      tool: 'save_flow',
      text: 'Change nothing until I choose. Then check with validate_flow and save with save_flow, based on the revision above.',
    },
  ],
  async prepare(context, args) {
    const namespace = required(args, 'namespace');
    const flowId = required(args, 'flow_id');
    const [flow, runs, triggers] = await Promise.all([
      readFlow(context, { namespace, flowId }),
      recentRuns(context, namespace, flowId),
      listTriggers(context, { namespace, flowId }, { limit: 20, maxBytes: TRIGGERS_BYTES }),
    ]);
    const { problems, warnings } = await validateFlow(context, flow.source);
    return {
      task: `Review the Kestra flow ${namespace}.${flowId}.`,
      facts: [
        {
          about: `Its source, revision ${flow.revision}, ${flow.lines} lines`,
          content: textPart(flow.source, 1, SOURCE_BYTES).text,
        },
        { about: "Kestra's own validation", content: { problems, warnings } },
        { about: 'Its triggers', content: triggers.items },
        runs,
      ],
    };
  },
};
