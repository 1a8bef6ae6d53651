import * as z from 'zod';
import { generateTestDraft } from '../../../operations/enterprise/generateDraft.ts';
import { testValidity } from '../../testShape.ts';
import { defineTool } from '../../tool.ts';

export const generateTest = defineTool({
  name: 'generate_test',
  group: 'ee',
  needs: 'enterprise',
  title: 'Generate a unit test',
  description:
    'Let the AI of Kestra write a unit test of a flow, or change the one given; takes up to minutes. The result is a draft that Kestra has validated; to keep it call save_test.',
  effect: 'write',
  daily: false,
  input: z.strictObject({
    user_prompt: z.string().min(1).describe('Name the flow and its namespace'),
    test_yaml: z.string().optional().describe('The test to change'),
    provider_id: z.string().optional(),
  }),
  output: testValidity.extend({ source: z.string() }),
  async run(context, { user_prompt, test_yaml, provider_id }) {
    const request = { prompt: user_prompt, source: test_yaml, providerId: provider_id };
    const { id, ...draft } = await generateTestDraft(context, request);
    return { ...draft, testId: id };
  },
});
