import * as z from 'zod';
import { validateFlow as validate } from '../../../operations/validateFlow.ts';
import { args, flowProblem } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const validateFlow = defineTool({
  name: 'validate_flow',
  group: 'flow',
  title: 'Validate a flow',
  description:
    "Check a flow's YAML by Kestra's own validation without saving it: every problem and warning with its line. Expressions are not checked by Kestra.",
  effect: 'read',
  daily: true,
  input: z.strictObject({ yaml_definition: args.yaml }),
  output: z.object({
    valid: z.boolean(),
    namespace: z.string().optional(),
    flowId: z.string().optional(),
    problems: z.array(flowProblem),
    warnings: z.array(flowProblem),
  }),
  run: (context, { yaml_definition }) => validate(context, yaml_definition),
});
