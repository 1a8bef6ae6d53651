import * as z from 'zod';
import { secretNames } from '../../../operations/secretNames.ts';
import { args } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

export const listNamespaceSecrets = defineTool({
  name: 'list_namespace_secrets',
  group: 'namespace',
  title: 'List names of secrets',
  description:
    "List the names of the secrets that flows of a namespace can use as {{ secret('NAME') }}, its own and inherited ones. Their values are never shown.",
  effect: 'read',
  daily: false,
  input: z.strictObject({ namespace: args.namespace }),
  output: z.object({
    secrets: z.array(z.object({ namespace: z.string(), names: z.array(z.string()) })),
  }),
  async run(context, { namespace }) {
    return { secrets: await secretNames(context, namespace) };
  },
});
