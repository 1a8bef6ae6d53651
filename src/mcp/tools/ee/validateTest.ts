import * as z from 'zod';
import { validateTest as validate } from '../../../operations/enterprise/validateTest.ts';
import { args } from '../../schemas.ts';
import { testValidity } from '../../testShape.ts';
import { defineTool } from '../../tool.ts';

export const validateTest = defineTool({
  name: 'validate_test',
  group: 'ee',
  title: 'Validate a unit test',
  description:
    "Check a unit test's YAML by Kestra's own validation without saving it: every problem with its line.",
  effect: 'read',
  daily: false,
  needs: 'enterprise',
  input: z.strictObject({ yaml_source: args.yaml }),
  output: testValidity,
  async run(context, { yaml_source }) {
    const { id, ...found } = await validate(context, yaml_source);
    return { ...found, testId: id };
  },
});
