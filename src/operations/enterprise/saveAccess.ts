import type { Permissions } from '../../model/access.ts';
import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';
import { findGroup, findHolder, findRole } from './findAccess.ts';

export interface SavedAccess {
  outcome: 'created' | 'updated';
  id: string;
  name: string;
  description?: string | undefined;
}

interface Change {
  /** Name or id of the one to change; a new one without it. */
  existing?: string | undefined;
  name?: string | undefined;
  description?: string | undefined;
}

/** What is left out of a change stays. @throws Failure `not_found`; `conflict` for a name that is taken */
export async function saveGroup(
  context: OperationContext,
  { existing, name, description }: Change,
): Promise<SavedAccess> {
  const { kestra, signal } = context;
  const { groups } = await kestra.enterprise(signal);
  if (existing === undefined) {
    const wanted = { name: requireName('group', name), description };
    return { outcome: 'created', ...(await groups.create(wanted, { signal })) };
  }
  const before = await findGroup(context, existing);
  const wanted = {
    id: before.id,
    name: name ?? before.name,
    description: description ?? before.description,
  };
  return { outcome: 'updated', ...(await groups.update(wanted, { signal })) };
}

/** @throws Failure `invalid` for a permission that there is not, `conflict` for one of Kestra's own roles */
export async function saveRole(
  context: OperationContext,
  { existing, name, description, permissions }: Change & { permissions?: Permissions | undefined },
): Promise<SavedAccess & { permissions: Permissions }> {
  const { kestra, signal } = context;
  const { roles } = await kestra.enterprise(signal);
  if (permissions !== undefined) requireKnown(permissions, await roles.possiblePermissions({ signal }));
  if (existing === undefined) {
    const wanted = { name: requireName('role', name), description, permissions: permissions ?? {} };
    return told('created', await roles.create(wanted, { signal }));
  }
  const { id } = await findRole(context, existing);
  const before = await roles.get(id, { signal });
  if (before.isManaged) throw managed(before.name);
  const wanted = {
    name: name ?? before.name,
    description: description ?? before.description,
    permissions: permissions ?? before.permissions,
  };
  return told('updated', await roles.update(id, wanted, { signal }));
}

/** @param groups names or ids: all that it is to be in */
export async function saveServiceAccount(
  context: OperationContext,
  { existing, name, description, groups }: Change & { groups?: readonly string[] | undefined },
): Promise<SavedAccess> {
  const { kestra, signal } = context;
  const { serviceAccounts } = await kestra.enterprise(signal);
  const wantedGroups =
    groups === undefined
      ? undefined
      : await Promise.all(groups.map(async (group) => ({ id: (await findGroup(context, group)).id })));
  if (existing === undefined) {
    const wanted = { name: requireName('service account', name), description, groups: wantedGroups ?? [] };
    const { id, ...made } = await serviceAccounts.create(wanted, { signal });
    return { outcome: 'created', id, name: made.name, description: made.description };
  }
  const { id } = await findHolder(context, 'service_account', existing);
  const before = await serviceAccounts.get(id, { signal });
  const made = await serviceAccounts.update(
    {
      id,
      name: name ?? before.name,
      description: description ?? before.description,
      groups: wantedGroups ?? before.groups,
    },
    { signal },
  );
  return { outcome: 'updated', id, name: made.name, description: made.description };
}

export function managed(name: string): Failure {
  return new Failure('conflict', `The role '${name}' is Kestra's own and cannot be changed or deleted.`, {
    hint: 'Make a role of another name with the permissions that are wanted.',
  });
}

function told(
  outcome: SavedAccess['outcome'],
  { id, name, description, permissions }: Omit<SavedAccess, 'outcome'> & { permissions: Permissions },
) {
  return { outcome, id, name, description, permissions };
}

function requireName(what: string, name: string | undefined): string {
  if (name !== undefined) return name;
  throw new Failure('invalid', `A new ${what} needs a name.`, {
    hint: `Give a name, or name the ${what} to change.`,
  });
}

function requireKnown(wanted: Permissions, possible: Permissions): void {
  const violations = Object.entries(wanted).flatMap(([resource, actions]) => {
    const allowed = possible[resource];
    if (allowed === undefined) return [`${resource}: no such resource`];
    const unknown = actions.filter((action) => !allowed.includes(action));
    return unknown.length === 0
      ? []
      : [`${resource}: no ${unknown.join(', ')}; it has ${allowed.join(', ')}`];
  });
  if (violations.length === 0) return;
  throw new Failure('invalid', `Kestra has no such permissions: ${violations.join('; ')}.`, {
    violations,
    hint: `Resources are: ${Object.keys(possible).join(', ')}.`,
  });
}
