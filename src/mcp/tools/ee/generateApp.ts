import * as z from 'zod';
import { generateAppDraft } from '../../../operations/enterprise/generateDraft.ts';
import { flowProblem } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const generateApp = defineTool({
  name: 'generate_app',
  group: 'ee',
  needs: 'enterprise',
  title: 'Generate an app',
  description:
    'Let the AI of Kestra write an app, or change the one given; takes up to minutes. The result is a draft that is not saved: Kestra validates an app only when create_app or update_app saves it.',
  effect: 'write',
  daily: false,
  input: z.strictObject({
    user_prompt: z.string().min(1).describe('Name the flow and its namespace'),
    app_yaml: z.string().optional().describe('The app to change'),
    provider_id: z.string().optional(),
  }),
  output: z.object({
    source: z.string(),
    valid: z.boolean().describe('It has what names it'),
    namespace: z.string().optional(),
    id: z.string().optional(),
    problems: z.array(flowProblem),
  }),
  run: (context, { user_prompt, app_yaml, provider_id }) =>
    generateAppDraft(context, { prompt: user_prompt, source: app_yaml, providerId: provider_id }),
});
