import * as z from 'zod';
import { createApiToken as create } from '../../../operations/enterprise/createApiToken.ts';
import { defineTool } from '../../tool.ts';

export const createApiToken = defineTool({
  name: 'create_api_token',
  group: 'ee',
  needs: 'enterprise',
  title: 'Create an API token',
  description:
    'Make an API token of a service account. Its secret goes into a new file of this machine that only its owner can read, never into the answer: tell the user where it is, and do not read it.',
  effect: 'admin',
  daily: false,
  destructive: false,
  writesFiles: true,
  input: z.strictObject({
    service_account: z.string().min(1).describe('Name or id'),
    name: z
      .string()
      .regex(/^(?=.{1,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/)
      .describe('Lower-case words with dashes'),
    save_to: z.string().min(1).describe('Path of a new file below the workspace or an allowed folder'),
    description: z.string().optional(),
    max_age: z.string().min(1).optional().describe('ISO 8601 duration, e.g. P90D; for ever without it'),
  }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    serviceAccount: z.string(),
    savedTo: z.string(),
  }),
  nextCall: {
    not_found: 'Call list_access with kind service_account.',
    refused: "Where no file can be written, the user makes the token in Kestra's UI.",
  },
  run: (context, { service_account: serviceAccount, name, save_to: saveTo, description, max_age: maxAge }) =>
    create(context, { serviceAccount, name, saveTo, description, maxAge }),
});
