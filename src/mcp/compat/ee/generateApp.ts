import * as z from 'zod';
import { generateAppDraft } from '../../../operations/enterprise/generateDraft.ts';
import { upsertApp } from '../../../operations/enterprise/upsertApp.ts';
import { flag, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given } from '../shape.ts';

export const generateApp = defineCompatTool({
  name: 'generate_app',
  group: 'ee',
  needs: 'enterprise',
  title: 'Generate an app by AI',
  description:
    "The YAML of an app by Kestra's own AI. With auto_create it is saved, new or over the one with its id and namespace.",
  effect: 'write',
  input: z.strictObject({
    user_prompt: text.required('What the app has to do'),
    app_yaml: text.orEmpty('An app to change instead of a new one'),
    provider_id: text.orEmpty('AI provider'),
    auto_create: flag(false, 'Save it'),
  }),
  async run(context, { user_prompt, app_yaml, provider_id, auto_create }) {
    const { source, valid, problems } = await generateAppDraft(context, {
      prompt: user_prompt,
      source: given(app_yaml),
      providerId: given(provider_id),
    });
    if (!valid) return { result: source, problems, error: 'Kestra would not save it.' };
    return auto_create ? upsertApp(context, source) : { result: source };
  },
});
