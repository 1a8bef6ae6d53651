import { Failure } from '../../shared/failure.ts';
import type { ConnectionProfile } from '../connections/profile.ts';

/** What a `vscode://` link to an execution names. */
export interface LinkedExecution {
  executionId: string;
  /** Address and tenant of its Kestra, where the link tells them. */
  baseUrl?: string | undefined;
  tenant?: string | undefined;
}

const PATH = /^\/execution\/([^/]+)\/?$/;

/** Path and query of a link that opens an execution in VS Code: for chat messages and mails. */
export function executionUri({ executionId, baseUrl, tenant }: LinkedExecution): {
  path: string;
  query: string;
} {
  const query = new URLSearchParams();
  if (baseUrl !== undefined) query.set('server', baseUrl);
  if (tenant !== undefined) query.set('tenant', tenant);
  return { path: `/execution/${encodeURIComponent(executionId)}`, query: query.toString() };
}

/** @throws Failure `invalid` for a link that names no execution */
export function linkedExecution({ path, query }: { path: string; query: string }): LinkedExecution {
  const id = PATH.exec(path)?.[1];
  if (id === undefined) {
    throw new Failure('invalid', `This link names no execution: ${path}`, {
      hint: 'A link to one is vscode://kestra-mcp.kestra-mcp/execution/ID.',
    });
  }
  const parameters = new URLSearchParams(query);
  return {
    executionId: decodeURIComponent(id),
    baseUrl: parameters.get('server') ?? undefined,
    tenant: parameters.get('tenant') ?? undefined,
  };
}

/**
 * The connection that a link is meant for. A link is anybody's: it never makes a connection, it only chooses one.
 *
 * @throws Failure `not_found` when there is none to the Kestra that it names
 */
export function connectionFor(
  { baseUrl, tenant }: LinkedExecution,
  profiles: readonly ConnectionProfile[],
  active: ConnectionProfile | undefined,
): ConnectionProfile {
  const isMeant = (profile: ConnectionProfile): boolean =>
    (baseUrl === undefined || sameAddress(profile.baseUrl, baseUrl)) &&
    (tenant === undefined || profile.tenant === tenant);
  const found = [...(active ? [active] : []), ...profiles].find(isMeant);
  if (found !== undefined) return found;
  const where = [baseUrl, tenant].filter(Boolean).join(', tenant ');
  throw new Failure('not_found', `There is no connection to ${where || 'Kestra'} here.`, {
    hint: 'Add one, then open the link again.',
  });
}

function sameAddress(one: string, other: string): boolean {
  return one.replace(/\/+$/, '').toLowerCase() === other.replace(/\/+$/, '').toLowerCase();
}
