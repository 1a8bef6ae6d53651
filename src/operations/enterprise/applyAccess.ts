import type { Group, RoleSummary } from '../../model/access.ts';
import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';
import { findHolder } from './findAccess.ts';

/** What somebody is to have. */
export interface WantedAccess {
  email: string;
  groups: readonly Group[];
  roles: readonly RoleSummary[];
  /** Where the roles hold; everywhere without any. */
  namespaces: readonly string[];
}

export interface Applied {
  userId: string;
  /** What they had not, in words. */
  added: string[];
}

/** Gives somebody of the tenant what they do not have yet. @throws Failure `not_found` */
export async function applyAccess(context: OperationContext, wanted: WantedAccess): Promise<Applied> {
  const { kestra, signal } = context;
  const { people, groups, roles } = await kestra.enterprise(signal);
  const { id: userId } = await findHolder(context, 'user', wanted.email).catch((error: unknown) =>
    Promise.reject(nowhere(error, wanted.email)),
  );
  const access = await people.access(userId, { signal });
  const added: string[] = [];
  for (const { id, name } of wanted.groups) {
    if (access.groups?.some((group) => group.id === id)) continue;
    await groups.addMember(id, userId, { signal });
    added.push(`group ${name}`);
  }
  for (const { id: roleId, name } of wanted.roles) {
    for (const namespaceId of wanted.namespaces.length > 0 ? wanted.namespaces : [undefined]) {
      if (access.roles?.some((role) => role.id === roleId && role.namespace === namespaceId)) continue;
      await roles.bind({ type: 'USER', externalId: userId, roleId, namespaceId }, { signal });
      added.push(namespaceId === undefined ? `role ${name}` : `role ${name} in ${namespaceId}`);
    }
  }
  return { userId, added };
}

function nowhere(error: unknown, email: string): unknown {
  if (!Failure.is(error, 'not_found')) return error;
  return new Failure(
    'unexpected',
    `Kestra took the invitation of ${email}, but there is neither an invitation nor such a user now.`,
    { hint: 'Look for the user and for the invitation before trying again.' },
  );
}
