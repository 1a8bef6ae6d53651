import * as z from 'zod';
import { shorten } from '../../../model/shorten.ts';
import { saveTest as save } from '../../../operations/enterprise/saveTest.ts';
import { args, flowProblem } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const DIFF_CHARACTERS = 4_000;

export const saveTest = defineTool({
  name: 'save_test',
  group: 'ee',
  title: 'Save a unit test',
  description:
    'Create a unit test of a flow, or update it based on the version that get_test gave; refused when somebody changed it meanwhile or it is invalid. Returns the diff. dry_run shows it without saving.',
  effect: 'write',
  daily: false,
  needs: 'enterprise',
  idempotent: true,
  input: z.strictObject({
    yaml_source: args.yaml,
    based_on_version: z.string().min(1).optional().describe('Required to update: from get_test'),
    dry_run: z.boolean().default(false),
  }),
  output: z.object({
    outcome: z.enum(['created', 'updated', 'unchanged', 'would create', 'would update']),
    namespace: z.string(),
    testId: z.string(),
    flowId: z.string().optional(),
    version: z.string(),
    diff: z.string().optional(),
    warnings: z.array(flowProblem),
    url: z.string(),
  }),
  nextCall: {
    invalid: 'Correct the YAML and call save_test again; find out about a problem with validate_test.',
    conflict: 'Call get_test, work your change into it, and call save_test with its version.',
  },
  async run(context, { yaml_source, based_on_version, dry_run }) {
    const { id, diff, ...saved } = await save(context, {
      source: yaml_source,
      basedOn: based_on_version,
      dryRun: dry_run,
    });
    return { ...saved, testId: id, diff: diff && shorten(diff, DIFF_CHARACTERS) };
  },
});
