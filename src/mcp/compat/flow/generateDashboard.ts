import * as z from 'zod';
import { generateDashboard as generate } from '../../../operations/generateDashboard.ts';
import { flag, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given } from '../shape.ts';

export const generateDashboard = defineCompatTool({
  name: 'generate_dashboard',
  group: 'flow',
  title: 'Generate a dashboard by AI',
  description:
    "The YAML of a dashboard by Kestra's own AI, checked by Kestra. With auto_create it is saved, if it is valid and new and this Kestra keeps dashboards.",
  effect: 'write',
  input: z.strictObject({
    user_prompt: text.required('What the dashboard has to show'),
    dashboard_yaml: text.orEmpty('A dashboard to change instead of a new one'),
    provider_id: text.orEmpty('AI provider'),
    auto_create: flag(false, 'Save it'),
  }),
  async run(context, { user_prompt, dashboard_yaml, provider_id, auto_create }) {
    const { source, valid, problems, dashboardId, saved, notSaved } = await generate(context, {
      prompt: user_prompt,
      source: given(dashboard_yaml),
      providerId: given(provider_id),
      save: auto_create,
    });
    if (saved) return { id: dashboardId, sourceCode: source };
    const error = notSaved ?? (valid ? undefined : 'Kestra would not save it.');
    return { result: source, error, problems: valid ? undefined : problems };
  },
});
