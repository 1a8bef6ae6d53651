import * as z from 'zod';
import { ACCESS_LEVELS } from '../../shared/connection.ts';
import { offeredTools } from '../offer.ts';
import type { OwnTool } from '../ownTool.ts';
import type { Policy } from '../policy/access.ts';
import type { KestraAccess } from './credentials/kestraAccess.ts';
import { policyOf } from './policyOf.ts';
import type { Principal } from './principal.ts';

const output = z.object({
  subject: z.string(),
  name: z.string().optional(),
  issuer: z.string(),
  client: z.string().optional(),
  role: z.string().optional(),
  access: z.enum(ACCESS_LEVELS).optional(),
  scopes: z
    .enum([...ACCESS_LEVELS, 'none'])
    .optional()
    .describe('The most that the scopes of the token allow'),
  tools: z.number().describe('How many are offered'),
  why: z.array(z.string()).describe('Why no more than that'),
});

/** Tells the caller who they are here and what they may do, with the reason. It needs neither a role nor Kestra. */
export function authStatus(
  current: () => Principal,
  { server, access, how }: { server: Policy; access: KestraAccess; how: string },
): OwnTool {
  return {
    listed: {
      name: 'auth_status',
      title: 'Who am I here',
      description:
        'Who you act for on this server, with which role and access, and why not more. Call it when a tool is missing or refused.',
      inputSchema: { type: 'object', properties: {}, additionalProperties: false },
      outputSchema: Object.assign({ type: 'object' as const }, z.toJSONSchema(output, { target: 'draft-7' })),
      annotations: {
        title: 'Who am I here',
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    call: () => describe(current(), { server, access, how }),
  };
}

function describe(
  principal: Principal,
  { server, access, how }: { server: Policy; access: KestraAccess; how: string },
): z.input<typeof output> {
  const { subject, name, issuer, clientId, grant, tokenAccess } = principal;
  return {
    subject,
    name,
    issuer,
    client: clientId,
    role: grant?.role,
    access: grant?.access,
    scopes: tokenAccess,
    tools: offeredTools(policyOf(principal, server)).length,
    why: [
      ...(grant === undefined ? [`You have no role here: ${how}`] : []),
      ...(tokenAccess === 'none' ? ['The token has no scope of this server; sign in again.'] : []),
      ...('failure' in access
        ? [[access.failure.message, access.failure.hint].filter(Boolean).join(' ')]
        : []),
    ],
  };
}
