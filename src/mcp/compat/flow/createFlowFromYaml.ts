import * as z from 'zod';
import { text } from '../arguments.ts';
import { defineCompatTool } from '../compatTool.ts';
import { upsertFlow } from '../upsertFlow.ts';

export const createFlowFromYaml = defineCompatTool({
  name: 'create_flow_from_yaml',
  group: 'flow',
  title: 'Create or update a flow',
  description:
    'Save a flow from its YAML, new or over the one with its id. An invalid one is not saved, with every reason.',
  effect: 'write',
  idempotent: true,
  destructive: true,
  input: z.strictObject({ yaml_definition: text.required('The whole YAML') }),
  nextCall: { invalid: 'Correct the YAML and call create_flow_from_yaml again.' },
  run: (context, { yaml_definition }) => upsertFlow(context, yaml_definition),
});
