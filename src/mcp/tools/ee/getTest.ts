import * as z from 'zod';
import { readTest } from '../../../operations/enterprise/tests.ts';
import { textPart } from '../../../model/textPart.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { testId, testSummary } from '../../testShape.ts';

const SOURCE_BYTES = 4_000;

export const getTest = defineTool({
  name: 'get_test',
  group: 'ee',
  title: 'Get a unit test',
  description:
    'Get the YAML of a unit test, with the version that save_test needs to update it. A long source comes in parts.',
  effect: 'read',
  daily: false,
  needs: 'enterprise',
  input: z.strictObject({
    namespace: args.namespace,
    test_id: testId,
    from_line: z.int().min(1).default(1),
  }),
  output: testSummary.omit({ cases: true }).extend({
    version: z.string(),
    source: z.string(),
    lines: z.number(),
    nextLine: z.number().optional().describe('Where to go on'),
  }),
  nextCall: { not_found: 'Call list_tests to find the test.' },
  async run(context, { namespace, test_id: id, from_line }) {
    const { cases: _, source, ...test } = await readTest(context, { namespace, id });
    const { text, lines, nextLine } = textPart(source, from_line, SOURCE_BYTES);
    return { ...test, source: text, lines, nextLine };
  },
});
