import * as z from 'zod';
import { isUnlimited } from '../../../model/namespaceScope.ts';
import { ACCESS_LEVELS } from '../../../shared/connection.ts';
import type { NamespaceScope } from '../../../shared/namespaceScope.ts';
import { connectionStatus as status } from '../../../operations/connectionStatus.ts';
import { errorFrom } from '../../failureResult.ts';
import { missingTools } from '../../policy/missingTools.ts';
import { errorObject } from '../../schemas.ts';
import { defineTool } from '../../tool.ts';

const names = z.record(z.string(), z.array(z.string()));

export const connectionStatus = defineTool({
  name: 'connection_status',
  group: 'connection',
  title: 'Check the connection to Kestra',
  description:
    'Which Kestra this is, whether it answers and takes the credentials, what this connection allows, and which tools are switched off. Call it when other tools fail to connect or a tool you expect is missing.',
  effect: 'read',
  daily: true,
  input: z.strictObject({}),
  output: z.object({
    connected: z.boolean(),
    baseUrl: z.string(),
    tenant: z.string(),
    signIn: z.enum(['none', 'basic', 'token']),
    version: z.string().optional(),
    edition: z.string().optional(),
    administrator: z.boolean().optional().describe('Of the whole instance'),
    access: z.enum(ACCESS_LEVELS),
    namespaces: z
      .object({ allowed: z.array(z.string()).optional(), denied: z.array(z.string()).optional() })
      .optional()
      .describe('Only these may be touched; x.* is x and everything below'),
    rates: z
      .record(z.string(), z.object({ perMinute: z.number(), left: z.number() }))
      .describe('What may be done within a minute; kill is for all that stops something'),
    toolset: z.array(z.string()),
    disabledGroups: z.array(z.string()).optional(),
    missingTools: z
      .object({
        otherGroups: names.optional().describe('By the group to switch on'),
        otherAccess: names.optional().describe('By the access level that they need'),
        enterprise: z.string().optional(),
        how: z.string().optional(),
      })
      .optional(),
    problem: errorObject.optional(),
  }),
  async run(context) {
    const { problem, ...rest } = await status(context);
    const { access, disabledGroups, scope, toolset } = context.server;
    return {
      ...rest,
      access,
      namespaces: isUnlimited(scope) ? undefined : toldScope(scope),
      rates: await context.rates.state(),
      toolset: [...toolset],
      disabledGroups: disabledGroups.length > 0 ? [...disabledGroups] : undefined,
      missingTools: missingTools(context.catalog, context.server, rest),
      problem: problem === undefined ? undefined : errorFrom(problem),
    };
  },
});

function toldScope({ allow, deny }: NamespaceScope) {
  const named = (patterns: readonly string[]) => (patterns.length > 0 ? [...patterns] : undefined);
  return { allowed: named(allow), denied: named(deny) };
}
