import * as z from 'zod';
import { generateDashboard as generate } from '../../../operations/generateDashboard.ts';
import { flowProblem } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const generateDashboard = defineTool({
  name: 'generate_dashboard',
  group: 'ai',
  title: 'Generate a dashboard',
  description:
    'Let the AI of Kestra write a dashboard, or change the one given; takes up to minutes. The result is validated; auto_create saves it when it is valid, new, and this Kestra keeps dashboards (open source 2.x does not).',
  effect: 'write',
  daily: false,
  input: z.strictObject({
    user_prompt: z.string().min(1),
    dashboard_yaml: z.string().optional().describe('The dashboard to change'),
    provider_id: z.string().optional(),
    auto_create: z.boolean().default(false),
  }),
  output: z.object({
    source: z.string(),
    valid: z.boolean(),
    dashboardId: z.string().optional(),
    problems: z.array(flowProblem),
    saved: z.boolean(),
    notSaved: z.string().optional().describe('Why it was not saved'),
  }),
  run: (context, { user_prompt, dashboard_yaml, provider_id, auto_create }) =>
    generate(context, {
      prompt: user_prompt,
      source: dashboard_yaml,
      providerId: provider_id,
      save: auto_create,
    }),
});
