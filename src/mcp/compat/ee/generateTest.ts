import * as z from 'zod';
import { generateTestDraft } from '../../../operations/enterprise/generateDraft.ts';
import { upsertTest } from '../../../operations/enterprise/upsertTest.ts';
import { flag, text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { given } from '../shape.ts';

export const generateTest = defineCompatTool({
  name: 'generate_test',
  group: 'ee',
  needs: 'enterprise',
  title: 'Generate a unit test by AI',
  description:
    "The YAML of a unit test by Kestra's own AI, checked by Kestra. With auto_create it is saved, new or over the one with its id, unless it is invalid.",
  effect: 'write',
  input: z.strictObject({
    user_prompt: text.required('What the test has to check'),
    test_yaml: text.orEmpty('A test to change instead of a new one'),
    provider_id: text.orEmpty('AI provider'),
    auto_create: flag(false, 'Save it'),
  }),
  async run(context, { user_prompt, test_yaml, provider_id, auto_create }) {
    const { source, valid, problems } = await generateTestDraft(context, {
      prompt: user_prompt,
      source: given(test_yaml),
      providerId: given(provider_id),
    });
    if (!valid) return { result: source, problems, error: 'Kestra would not save it.' };
    return auto_create ? upsertTest(context, source) : { result: source };
  },
});
