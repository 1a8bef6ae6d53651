import { Failure } from '../../shared/failure.ts';
import { flowsOfNamespace } from '../../operations/list.ts';
import { takeWithin } from '../../operations/page.ts';
import { readFlow } from '../../operations/readFlow.ts';
import type { Reader } from '../resources/resource.ts';
import { required, type Fact, type Prompt } from './prompt.ts';

const SOURCE_BYTES = 3_500;
const FLOWS_BYTES = 1_500;

export const writeFlow: Prompt = {
  name: 'write_flow',
  title: 'Write a flow',
  description: 'Write a flow for a goal, or change one, checked before it is saved',
  group: 'flow',
  arguments: [
    { name: 'goal', description: 'What the flow has to do', required: true },
    { name: 'namespace', description: 'Namespace of the flow', required: true, complete: 'namespace' },
    { name: 'flow_id', description: 'Its id; an existing one is changed', required: false, complete: 'flow' },
  ],
  steps: [
    { text: 'Ask me what you cannot know: schedules, addresses, names of secrets. Do not invent them.' },
    {
      tool: 'search_flows',
      text: 'Look how others here do it: search_flows with search_in "source" for a task type you want to use.',
    },
    {
      text: "Write the YAML: id, namespace, a description, typed inputs, tasks with ids that say what they do. Secrets only as {{ secret('NAME') }}. Add retries where something outside may fail.",
    },
    {
      tool: 'validate_flow',
      text: 'Check it with validate_flow until nothing is wrong.',
    },
    {
      tool: 'save_flow',
      text: 'Show me the YAML, or the diff of save_flow with dry_run. Once I agree, save it with save_flow; a change needs based_on_revision.',
    },
    { tool: 'execute_flow', text: 'If I want it tried, run it with execute_flow and tell me how it ended.' },
  ],
  async prepare(context, args) {
    const namespace = required(args, 'namespace');
    const flowId = args['flow_id'];
    const [flows, existing] = await Promise.all([
      flowsOfNamespace(context, namespace),
      flowId === undefined ? [] : existingFlow(context, namespace, flowId),
    ]);
    const named = takeWithin(
      flows.map(({ id, description }) => ({ id, description })),
      FLOWS_BYTES,
    );
    const name = flowId === undefined ? '' : ` with the id ${flowId}`;
    return {
      task: `Write a Kestra flow in the namespace ${namespace}${name}. It has to do this: ${required(args, 'goal')}`,
      facts: [
        ...existing,
        {
          about: `Flows of the namespace (${named.length} of ${flows.length}); ids are taken`,
          content: named,
        },
      ],
    };
  },
};

async function existingFlow(context: Reader, namespace: string, flowId: string): Promise<Fact[]> {
  const request = { namespace, flowId, maxBytes: SOURCE_BYTES };
  const flow = await readFlow(context, request).catch((error: unknown) => {
    if (Failure.is(error, 'not_found')) return undefined;
    throw error;
  });
  if (flow === undefined) return [];
  const { revision, source, nextLine } = flow;
  const cut = nextLine === undefined ? '' : `, cut at line ${nextLine}: get_flow tells the rest`;
  return [{ about: `The flow as it is now, revision ${revision}${cut}`, content: source }];
}
