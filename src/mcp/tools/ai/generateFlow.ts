import * as z from 'zod';
import { generateFlow as generate } from '../../../operations/generateFlow.ts';
import { args, flowProblem } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const generateFlow = defineTool({
  name: 'generate_flow',
  group: 'ai',
  title: 'Generate a flow',
  description:
    'Let the AI of Kestra write a flow, or change the one given; takes up to minutes. The result is validated; auto_create saves it when it is valid and no such flow exists. Never overwrites: for that call save_flow.',
  effect: 'write',
  daily: false,
  input: z.strictObject({
    user_prompt: z.string().min(1),
    flow_yaml: z.string().optional().describe('The flow to change'),
    namespace: args.namespace.optional(),
    provider_id: z.string().optional(),
    auto_create: z.boolean().default(false),
  }),
  output: z.object({
    source: z.string(),
    valid: z.boolean(),
    namespace: z.string().optional(),
    flowId: z.string().optional(),
    problems: z.array(flowProblem),
    warnings: z.array(flowProblem),
    saved: z.boolean(),
    notSaved: z.string().optional().describe('Why it was not saved'),
    revision: z.number().optional(),
    url: z.string().optional(),
  }),
  run: (context, { user_prompt, flow_yaml, namespace, provider_id, auto_create }) =>
    generate(context, {
      prompt: user_prompt,
      source: flow_yaml,
      namespace,
      providerId: provider_id,
      save: auto_create,
    }),
});
