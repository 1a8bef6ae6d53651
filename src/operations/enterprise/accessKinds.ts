import { nameOf, type Binding, type Invitation, type Person, type RoleSummary } from '../../model/access.ts';
import type { HolderKind } from './findAccess.ts';

/** What the people of a tenant and their rights are made of. */
export const ACCESS_KINDS = ['user', 'service_account', 'group', 'role', 'binding', 'invitation'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** A role as somebody has it. */
export interface GivenRole {
  role: string;
  /** There and below; everywhere without it. */
  namespace?: string | undefined;
  /** Because of which group. */
  through?: string | undefined;
  /** To take it away again. */
  bindingId?: string | undefined;
}

/** One of any kind, as lists tell it. */
export interface AccessItem {
  id: string;
  name: string;
  displayName?: string | undefined;
  description?: string | undefined;
  groups?: string[] | undefined;
  roles?: string[] | undefined;
  /** Of the whole instance. */
  administrator?: boolean | undefined;
  /** Kestra's own, which cannot be changed. */
  managed?: boolean | undefined;
  /** Everybody who comes in gets it. */
  default?: boolean | undefined;
  /** Of a binding: who has the role, and where. */
  holder?: { kind: HolderKind; id: string; name: string } | undefined;
  namespace?: string | undefined;
  status?: string | undefined;
  expires?: string | undefined;
}

export function personItem(person: Person): AccessItem {
  const { id, displayName, groups, superAdmin } = person;
  const name = nameOf(person);
  return {
    id,
    name,
    displayName: displayName === name ? undefined : displayName,
    groups: groups?.map((group) => group.name ?? group.id),
    administrator: superAdmin,
  };
}

export function roleItem({ id, name, isManaged, isDefault }: RoleSummary): AccessItem {
  return { id, name, managed: isManaged, default: isDefault };
}

export function invitationItem(invitation: Invitation): AccessItem {
  const { id, email, status, groups, roles, superAdmin, expiredAt } = invitation;
  return {
    id,
    name: email,
    status,
    groups: groups?.map(({ name }) => name),
    roles: roles?.map(({ name }) => name),
    administrator: superAdmin,
    expires: expiredAt,
  };
}

export function bindingItem(binding: Binding): AccessItem {
  const { id, role, namespace } = binding;
  const holder = holderOf(binding);
  const roleName = role?.name ?? role?.id ?? '?';
  return { id, name: `${roleName} of ${holder?.name ?? '?'}`, roles: [roleName], holder, namespace };
}

function holderOf({ user, group }: Binding): AccessItem['holder'] {
  if (group?.id !== undefined) return { kind: 'group', id: group.id, name: group.name ?? group.id };
  if (user?.id === undefined) return undefined;
  const kind = user.type === 'SERVICE_ACCOUNT' ? 'service_account' : 'user';
  return { kind, id: user.id, name: nameOf(user) };
}
