import * as l10n from '@vscode/l10n';
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
    throw new Failure('invalid', l10n.t('This link names no execution: {0}', path), {
      hint: l10n.t('A link to one is {0}.', 'vscode://kestra-mcp.kestra-mcp/execution/ID'),
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
  const where = baseUrl ?? 'Kestra';
  const message =
    tenant === undefined
      ? l10n.t('There is no connection to {0} here.', where)
      : l10n.t('There is no connection to {0}, tenant {1} here.', where, tenant);
  throw new Failure('not_found', message, {
    hint: l10n.t('Add one, then open the link again.'),
  });
}

function sameAddress(one: string, other: string): boolean {
  return one.replace(/\/+$/, '').toLowerCase() === other.replace(/\/+$/, '').toLowerCase();
}
