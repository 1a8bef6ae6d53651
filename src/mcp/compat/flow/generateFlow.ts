import * as z from 'zod';
import { generateFlow as generate } from '../../../operations/generateFlow.ts';
import { flag, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given } from '../shape.ts';
import { upsertFlow } from '../upsertFlow.ts';

export const generateFlow = defineCompatTool({
  name: 'generate_flow',
  group: 'flow',
  title: 'Generate a flow by AI',
  description:
    "The YAML of a flow by Kestra's own AI, checked by Kestra. With auto_create it is saved, new or over the one with its id, unless it is invalid.",
  effect: 'write',
  input: z.strictObject({
    user_prompt: text.required('What the flow has to do'),
    flow_yaml: text.orEmpty('A flow to change instead of a new one'),
    namespace: text.orEmpty('Namespace of the flow'),
    provider_id: text.orEmpty('AI provider'),
    auto_create: flag(false, 'Save it'),
  }),
  async run(context, { user_prompt, flow_yaml, namespace, provider_id, auto_create }) {
    const { source, valid, problems } = await generate(context, {
      prompt: user_prompt,
      source: given(flow_yaml),
      namespace: given(namespace),
      providerId: given(provider_id),
      save: false,
    });
    if (!valid) return { result: source, problems, error: 'Kestra would not save it.' };
    return auto_create ? upsertFlow(context, source) : { result: source };
  },
});
