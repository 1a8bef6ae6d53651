import * as z from 'zod';
import { shorten } from '../../../model/shorten.ts';
import { SAVE_MODES, saveFlow as save } from '../../../operations/saveFlow.ts';
import { args, flowProblem } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const DIFF_CHARACTERS = 4_000;

export const saveFlow = defineTool({
  name: 'save_flow',
  group: 'flow',
  title: 'Save a flow',
  description:
    'Create a flow, or update it based on the revision that get_flow gave; refused when somebody changed it meanwhile or it is invalid. Returns the diff. dry_run shows it without saving.',
  effect: 'write',
  daily: true,
  idempotent: true,
  input: z.strictObject({
    yaml_definition: args.yaml,
    based_on_revision: args.revision.optional().describe('Required to update: the revision you edited'),
    mode: z.enum(SAVE_MODES).default('both').describe('create or update only'),
    dry_run: z.boolean().default(false),
  }),
  output: z.object({
    outcome: z.enum(['created', 'updated', 'unchanged', 'would create', 'would update']),
    namespace: z.string(),
    flowId: z.string(),
    revision: z.number().optional(),
    diff: z.string().optional(),
    warnings: z.array(flowProblem),
    url: z.string(),
  }),
  nextCall: {
    invalid: 'Correct the YAML and call save_flow again; find out about a problem with validate_flow.',
    not_found: 'Call search_flows to find the flow, or save it with mode create.',
    conflict:
      'Call get_flow, work your change into it, and call save_flow with its revision as based_on_revision.',
  },
  async run(context, { yaml_definition, based_on_revision, mode, dry_run }) {
    const saved = await save(context, {
      source: yaml_definition,
      basedOnRevision: based_on_revision,
      mode,
      dryRun: dry_run,
    });
    return { ...saved, diff: saved.diff && shorten(saved.diff, DIFF_CHARACTERS) };
  },
});
