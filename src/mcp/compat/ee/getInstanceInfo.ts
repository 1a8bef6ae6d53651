import * as z from 'zod';
import { readLicence } from '../../../operations/enterprise/licence.ts';
import { defineCompatTool } from '../compatTool.ts';

export const getInstanceInfo = defineCompatTool({
  name: 'get_instance_info',
  group: 'ee',
  title: 'Get facts about the instance',
  description:
    'configuration: version, edition and what is switched on, on open source too. license_info: what Kestra Enterprise is licensed for.',
  effect: 'read',
  input: z.strictObject({ info: z.enum(['configuration', 'license_info']).default('configuration') }),
  run: (context, { info }) => {
    const { kestra, signal } = context;
    return info === 'license_info' ? readLicence(context) : kestra.instance.configs({ signal });
  },
});
