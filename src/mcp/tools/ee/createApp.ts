import * as z from 'zod';
import { createApp as create } from '../../../operations/enterprise/apps.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';
import { appSummary } from './appSchemas.ts';

export const createApp = defineTool({
  name: 'create_app',
  group: 'ee',
  needs: 'enterprise',
  title: 'Create an app',
  description:
    'Create an app from its YAML. Kestra checks it: an invalid one is not saved, with the reasons. One that is there already stays as it is.',
  effect: 'write',
  daily: false,
  input: z.strictObject({ yaml_source: args.yaml }),
  output: appSummary,
  nextCall: {
    invalid: 'Correct the YAML and call create_app again; get_plugin tells the properties of a type.',
    conflict: 'Call search_apps to find it, then update_app with its uid.',
  },
  run: (context, { yaml_source: source }) => create(context, source),
});
