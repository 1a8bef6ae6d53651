/** A group as lists tell it. */
export interface Group {
  id: string;
  name: string;
  description?: string | undefined;
}

/** Somebody of a group: a person or a service account. */
export interface GroupMember {
  id: string;
  username?: string | undefined;
  displayName?: string | undefined;
}

export interface RoleSummary {
  id: string;
  name: string;
  /** Given to everybody who comes in. */
  isDefault?: boolean | undefined;
  /** Kestra's own, which cannot be changed. */
  isManaged?: boolean | undefined;
}

/** What a role allows: actions by resource, such as `{ FLOW: ['VIEW', 'LIST'] }`. */
export type Permissions = Record<string, string[]>;

export interface Role extends RoleSummary {
  description?: string | undefined;
  permissions: Permissions;
}

export type BindingType = 'USER' | 'GROUP';

/** A role given to somebody, in one namespace and below it, or everywhere. */
export interface Binding {
  id: string;
  type?: BindingType | undefined;
  namespace?: string | undefined;
  role?: { id?: string | undefined; name?: string | undefined } | undefined;
  group?: { id?: string | undefined; name?: string | undefined } | undefined;
  user?: { id?: string | undefined; username?: string | undefined; type?: string | undefined } | undefined;
}

/** Somebody of the tenant, or of the instance. */
export interface Person {
  id: string;
  username?: string | undefined;
  displayName?: string | undefined;
  groups?: { id: string; name?: string | undefined }[] | undefined;
  superAdmin?: boolean | undefined;
}

/** A role as somebody has it: bound to them, or to a group of theirs. */
export interface RoleAssignment {
  id?: string | undefined;
  name?: string | undefined;
  namespace?: string | undefined;
  origin?: 'BINDING' | 'GROUP' | undefined;
  /** Of the group, where it is through one. */
  sourceId?: string | undefined;
  permissions?: { resource: string; actions?: string[] | undefined }[] | undefined;
}

/** What somebody may do in the tenant. */
export interface TenantAccess {
  userId?: string | undefined;
  username?: string | undefined;
  displayName?: string | undefined;
  groups?: { id: string; name?: string | undefined }[] | undefined;
  roles?: RoleAssignment[] | undefined;
  superAdmin?: boolean | undefined;
}

export interface Invitation {
  id: string;
  email: string;
  status?: 'PENDING' | 'ACCEPTED' | 'EXPIRED' | undefined;
  groups?: { id: string; name: string }[] | undefined;
  roles?: { id: string; name: string }[] | undefined;
  superAdmin?: boolean | undefined;
  sentAt?: string | undefined;
  expiredAt?: string | undefined;
}

export interface ServiceAccount {
  id: string;
  name: string;
  description?: string | undefined;
  groups?: { id: string }[] | undefined;
}

/** A token without its secret. */
export interface ApiToken {
  id: string;
  name: string;
  description?: string | undefined;
  expires?: string | undefined;
  lastUsed?: string | undefined;
  expired?: boolean | undefined;
}

/** The name of somebody, whichever they have. */
export function nameOf({
  id,
  displayName,
  username,
}: {
  id?: string | undefined;
  displayName?: string | undefined;
  username?: string | undefined;
}): string {
  return username ?? displayName ?? id ?? '?';
}
