import {
  nameOf,
  type ApiToken,
  type Permissions,
  type RoleAssignment,
  type TenantAccess,
} from '../../model/access.ts';
import type { OperationContext } from '../context.ts';
import { readAll } from '../page.ts';
import {
  bindingItem,
  invitationItem,
  roleItem,
  type AccessItem,
  type AccessKind,
  type GivenRole,
} from './accessKinds.ts';
import { findGroup, findHolder, findRole } from './findAccess.ts';
import { holdersOf, rolesOf } from './rolesOf.ts';

/** One of any kind with what hangs on it. */
export interface AccessDetails extends Omit<AccessItem, 'roles'> {
  kind: AccessKind;
  /** Of an invitation or a binding the names of roles, else the roles as they are given. */
  roles?: GivenRole[] | undefined;
  /** What is allowed in all: actions by resource. */
  permissions?: Permissions | undefined;
  /** Of a group. */
  members?: string[] | undefined;
  /** Of a role. */
  holders?: string[] | undefined;
  /** Of a service account; never the secrets. */
  tokens?: ApiToken[] | undefined;
}

const MEMBERS = { size: 200, most: 2_000 };

/** @param name or id; of a binding the id @throws Failure `not_found` */
export async function readAccess(
  context: OperationContext,
  { kind, name }: { kind: AccessKind; name: string },
): Promise<AccessDetails> {
  return { ...(await READERS[kind](context, name)), kind };
}

type Reader = (context: OperationContext, name: string) => Promise<Omit<AccessDetails, 'kind'>>;

const READERS: Readonly<Record<AccessKind, Reader>> = {
  user: readUser,
  service_account: readAccount,
  group: readGroup,
  role: readRole,
  binding: async ({ kestra, signal }, id) => {
    const { roles } = await kestra.enterprise(signal);
    return withRoles(bindingItem(await roles.binding(id, { signal })));
  },
  invitation: async (context, name) => withRoles(await findInvitation(context, name)),
};

async function readUser(context: OperationContext, name: string): Promise<Omit<AccessDetails, 'kind'>> {
  const { kestra, signal } = context;
  const { id } = await findHolder(context, 'user', name);
  const { people } = await kestra.enterprise(signal);
  const access = await people.access(id, { signal });
  const roles = access.roles ?? [];
  return {
    id,
    name: nameOf({ id, ...access }),
    displayName: access.displayName,
    administrator: access.superAdmin,
    groups: access.groups?.map((group) => group.name ?? group.id),
    roles: roles.map((role) => ({
      role: role.name ?? role.id ?? '?',
      namespace: role.namespace,
      through: role.origin === 'GROUP' ? throughGroup(access.groups, role.sourceId) : undefined,
    })),
    permissions: permissionsOf(roles),
  };
}

async function readAccount(context: OperationContext, name: string): Promise<Omit<AccessDetails, 'kind'>> {
  const { kestra, signal } = context;
  const { id } = await findHolder(context, 'service_account', name);
  const { serviceAccounts, groups } = await kestra.enterprise(signal);
  const [account, tokens, roles] = await Promise.all([
    serviceAccounts.get(id, { signal }),
    serviceAccounts.tokens(id, { signal }),
    rolesOf(context, id),
  ]);
  const named = await Promise.all(
    (account.groups ?? []).map(async (group) => (await groups.get(group.id, { signal })).name),
  );
  return { id, name: account.name, description: account.description, groups: named, roles, tokens };
}

async function readGroup(context: OperationContext, name: string): Promise<Omit<AccessDetails, 'kind'>> {
  const { kestra, signal } = context;
  const group = await findGroup(context, name);
  const { groups } = await kestra.enterprise(signal);
  const [{ items }, roles] = await Promise.all([
    readAll(MEMBERS, (page) => groups.members(group.id, page, { signal })),
    rolesOf(context, group.id),
  ]);
  const { id, description } = group;
  return { id, name: group.name, description, members: items.map(nameOf), roles };
}

async function readRole(context: OperationContext, name: string): Promise<Omit<AccessDetails, 'kind'>> {
  const { kestra, signal } = context;
  const { id } = await findRole(context, name);
  const { roles } = await kestra.enterprise(signal);
  const [role, holders] = await Promise.all([roles.get(id, { signal }), holdersOf(context, id)]);
  return {
    ...withRoles(roleItem(role)),
    description: role.description,
    permissions: role.permissions,
    holders: holders.map(({ holder, namespace }) => `${holder?.name ?? '?'} ${whereOf(namespace)}`),
  };
}

/** The one of this id, or the latest of this email address. */
export async function findInvitation(
  { kestra, signal }: OperationContext,
  idOrEmail: string,
): Promise<AccessItem> {
  const { invitations } = await kestra.enterprise(signal);
  const ofEmail = idOrEmail.includes('@') ? await invitations.ofEmail(idOrEmail, { signal }) : [];
  const [latest] = ofEmail.toSorted((a, b) => (b.sentAt ?? '').localeCompare(a.sentAt ?? ''));
  return invitationItem(latest ?? (await invitations.get(idOrEmail, { signal })));
}

function throughGroup(groups: TenantAccess['groups'], sourceId: string | undefined): string {
  return groups?.find(({ id }) => id === sourceId)?.name ?? 'a group';
}

function whereOf(namespace: string | undefined): string {
  return namespace === undefined ? 'everywhere' : `in ${namespace}`;
}

function withRoles({ roles, ...item }: AccessItem): Omit<AccessDetails, 'kind'> {
  return { ...item, roles: roles?.map((role) => ({ role, namespace: item.namespace })) };
}

/** All that roles allow together, wherever each of them does. */
function permissionsOf(roles: readonly RoleAssignment[]): Permissions {
  const all = new Map<string, Set<string>>();
  for (const { resource, actions = [] } of roles.flatMap(({ permissions = [] }) => permissions)) {
    const known = all.get(resource) ?? new Set();
    for (const action of actions) known.add(action);
    all.set(resource, known);
  }
  return Object.fromEntries([...all].map(([resource, actions]) => [resource, [...actions]]));
}
