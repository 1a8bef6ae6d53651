import { ACCESS_LEVELS } from '../../../shared/connection.ts';
import { mildestEffect, neededAccess } from '../../policy/access.ts';
import { knownTools } from '../../offer.ts';
import type { Policy } from '../../policy/access.ts';
import { principalKey, type Principal } from '../principal.ts';
import { Unauthorized } from './authenticator.ts';
import { scopesFor } from './scopes.ts';

/**
 * A call for which the role suffices but not the token: the client is told which scopes to ask for, and comes again
 * with a better token (RFC 6750 §3.1, MCP 2025-11-25 "step-up").
 *
 * @throws Unauthorized 403
 */
export function requireScope(
  body: unknown,
  {
    principal,
    policy,
    challenge,
  }: { principal: Principal; policy: Policy; challenge: Readonly<Record<string, string>> },
): void {
  const { tokenAccess } = principal;
  if (tokenAccess === undefined) return;
  for (const message of Array.isArray(body) ? body : [body]) {
    const needed = neededFor(message, policy);
    if (needed === undefined) continue;
    if (ACCESS_LEVELS.indexOf(policy.access) < ACCESS_LEVELS.indexOf(needed)) continue;
    if (tokenAccess !== 'none' && ACCESS_LEVELS.indexOf(tokenAccess) >= ACCESS_LEVELS.indexOf(needed))
      continue;
    throw new Unauthorized(
      `The token lacks the scope ${scopesFor(needed).at(-1)}.`,
      { error: 'insufficient_scope', scope: scopesFor(needed).join(' '), ...challenge },
      403,
      principalKey(principal),
    );
  }
}

/** @returns undefined for what needs no access to Kestra */
function neededFor(message: unknown, policy: Policy) {
  if (typeof message !== 'object' || message === null || !('method' in message)) return undefined;
  if (message.method === 'resources/read' || message.method === 'prompts/get') return 'read';
  if (message.method !== 'tools/call' || !('params' in message)) return undefined;
  const tool = knownTools(policy).find(({ name }) => name === nameOf(message.params));
  return tool && neededAccess(mildestEffect(tool));
}

function nameOf(params: unknown): unknown {
  return typeof params === 'object' && params !== null && 'name' in params ? params.name : undefined;
}
