import type { Invitation } from '../../model/access.ts';
import { Failure } from '../../shared/failure.ts';
import type { OperationContext } from '../context.ts';
import { applyAccess, type Applied, type WantedAccess } from './applyAccess.ts';
import { findGroup, findRole } from './findAccess.ts';

export interface InvitationRequest {
  email: string;
  /** Names or ids. */
  groups: readonly string[];
  roles: readonly string[];
  /** Where the roles hold, there and below; everywhere without any. */
  namespaces: readonly string[];
}

export interface Invited {
  email: string;
  /** `admitted`: the instance knew them, so they are in at once. */
  outcome: 'invited' | 'admitted';
  invitationId?: string | undefined;
  expires?: string | undefined;
  userId?: string | undefined;
  /** What they have, or will have when they accept. */
  groups: string[];
  roles: string[];
  /** Kestra had left this out; it was given to them afterwards. */
  addedAfterwards?: string[] | undefined;
  /** Kestra left this out, and they cannot be given it before they accept. */
  notApplied?: string[] | undefined;
}

/**
 * Invites somebody and looks whether the groups and roles are really there, since Kestra's answer does not tell and
 * versions differ in which of the request they read.
 *
 * @throws Failure `conflict` for somebody whose invitation is still open, `not_found` for a group or role
 */
export async function inviteUser(context: OperationContext, request: InvitationRequest): Promise<Invited> {
  const { kestra, signal } = context;
  const { invitations } = await kestra.enterprise(signal);
  const { email, namespaces } = request;
  const groups = await Promise.all(request.groups.map((name) => findGroup(context, name)));
  const roles = await Promise.all(request.roles.map((name) => findRole(context, name)));
  const before = await invitations.ofEmail(email, { signal });
  const open = before.find(isOpen);
  if (open !== undefined) throw alreadyInvited(open);
  const where = namespaces.length > 0 ? { namespaces } : {};
  await invitations.create(
    { email, groups: groups.map(({ id }) => id), roles: roles.map(({ id }) => ({ id, ...where })) },
    { signal },
  );
  const after = await invitations.ofEmail(email, { signal });
  const made = after.find((one) => isOpen(one) && !before.some(({ id }) => id === one.id));
  const wanted = { email, groups, roles, namespaces };
  if (made === undefined) return admitted(await applyAccess(context, wanted), wanted);
  return invited(made, wanted);
}

function isOpen({ status, expiredAt }: Invitation): boolean {
  if (status !== undefined && status !== 'PENDING') return false;
  return expiredAt === undefined || Date.parse(expiredAt) > Date.now();
}

function invited({ id, expiredAt, ...made }: Invitation, wanted: WantedAccess): Invited {
  const has = (given: { id: string }[] | undefined, one: { id: string }): boolean =>
    given?.some((item) => item.id === one.id) ?? false;
  const missing = [
    ...wanted.groups.filter((group) => !has(made.groups, group)).map(({ name }) => `group ${name}`),
    ...wanted.roles.filter((role) => !has(made.roles, role)).map(({ name }) => `role ${name}`),
  ];
  return {
    email: wanted.email,
    outcome: 'invited',
    invitationId: id,
    expires: expiredAt,
    groups: made.groups?.map(({ name }) => name) ?? [],
    roles: made.roles?.map(({ name }) => name) ?? [],
    notApplied: missing.length > 0 ? missing : undefined,
  };
}

function admitted({ userId, added }: Applied, { email, groups, roles }: WantedAccess): Invited {
  return {
    email,
    outcome: 'admitted',
    userId,
    groups: groups.map(({ name }) => name),
    roles: roles.map(({ name }) => name),
    addedAfterwards: added.length > 0 ? added : undefined,
  };
}

function alreadyInvited({ email, id, expiredAt, groups = [], roles = [] }: Invitation): Failure {
  const given = [...groups, ...roles].map(({ name }) => name).join(', ') || 'no groups or roles';
  const until = expiredAt === undefined ? '' : ` until ${expiredAt}`;
  return new Failure('conflict', `${email} is invited already${until}, with ${given} (invitation ${id}).`, {
    hint: 'An invitation cannot be changed: delete it to invite them anew, or leave it.',
  });
}
