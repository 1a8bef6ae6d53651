import { shortList } from '../../model/shortList.ts';
import { Failure } from '../../shared/failure.ts';
import { requireUnchanged, type Consent } from '../consent.ts';
import type { OperationContext } from '../context.ts';
import { readAll } from '../page.ts';
import { bindingItem } from './accessKinds.ts';
import { findGroup, findHolder, findRole } from './findAccess.ts';
import { findInvitation, readAccess } from './readAccess.ts';
import { holdersOf, roleInWords, rolesOf } from './rolesOf.ts';
import { managed } from './saveAccess.ts';

/** What of people and their rights can be deleted. */
export const DELETABLE = [
  'user',
  'service_account',
  'api_token',
  'group',
  'role',
  'binding',
  'invitation',
] as const;
export type Deletable = (typeof DELETABLE)[number];

export interface AccessDeletionRequest {
  kind: Deletable;
  /** Name, email address or id; of a binding the id. */
  name: string;
  /** Whose token it is. */
  serviceAccount?: string | undefined;
  /** Without it nothing is deleted. */
  confirm?: Consent | undefined;
}

export interface AccessDeletion {
  deleted: boolean;
  kind: Deletable;
  id: string;
  name: string;
  /** What goes along, one sentence each. */
  impact: string[];
}

/** One thing that could be deleted, and how. */
interface Plan {
  id: string;
  name: string;
  impact: string[];
  carryOut(): Promise<void>;
}

type Request = Pick<AccessDeletionRequest, 'name' | 'serviceAccount'>;

const MOST_NAMES = 300;
const MEMBERS = { size: 200, most: 2_000 };

/**
 * Deletes something of people and their rights, or only tells what that would take along.
 *
 * @throws Failure `not_found`, `conflict` for what has changed since it was asked about, and what `confirm` throws
 */
export async function deleteAccess(
  context: OperationContext,
  { kind, confirm, ...request }: AccessDeletionRequest,
): Promise<AccessDeletion> {
  const plan = await PLANS[kind](context, request);
  const { id, name, impact } = plan;
  const told = { kind, id, name, impact };
  if (confirm === undefined) return { deleted: false, ...told };
  const what = `${kind.replace('_', ' ')} ${name}`;
  await confirm({ what, impact });
  requireUnchanged(what, impact, (await PLANS[kind](context, request)).impact);
  await plan.carryOut();
  return { deleted: true, ...told };
}

const PLANS: Readonly<Record<Deletable, (context: OperationContext, request: Request) => Promise<Plan>>> = {
  user: planUser,
  service_account: planAccount,
  api_token: planToken,
  group: planGroup,
  role: planRole,
  binding: planBinding,
  invitation: planInvitation,
};

async function planUser(context: OperationContext, { name }: Request): Promise<Plan> {
  const { kestra, signal } = context;
  const { people } = await kestra.enterprise(signal);
  const user = await readAccess(context, { kind: 'user', name });
  return {
    id: user.id,
    name: user.name,
    impact: [
      ...lose('groups', user.groups ?? []),
      ...lose('roles', (user.roles ?? []).map(roleInWords)),
      'They lose this tenant; their account of the instance stays.',
    ],
    carryOut: () => people.revokeAccess(user.id, { signal }),
  };
}

async function planAccount(context: OperationContext, { name }: Request): Promise<Plan> {
  const { kestra, signal } = context;
  const { serviceAccounts } = await kestra.enterprise(signal);
  const account = await readAccess(context, { kind: 'service_account', name });
  const tokens = (account.tokens ?? []).map((token) => token.name);
  return {
    id: account.id,
    name: account.name,
    impact: [
      tokens.length > 0
        ? `Its tokens work no more, and whatever uses them: ${shortList(tokens, MOST_NAMES)}.`
        : 'It has no tokens.',
      ...lose('groups', account.groups ?? []),
      ...lose('roles', (account.roles ?? []).map(roleInWords)),
    ],
    carryOut: () => serviceAccounts.delete(account.id, { signal }),
  };
}

async function planToken(
  context: OperationContext,
  { name: wanted, serviceAccount }: Request,
): Promise<Plan> {
  const { kestra, signal } = context;
  if (serviceAccount === undefined) {
    throw new Failure('invalid', 'A token is deleted from a service account.', {
      hint: 'Give service_account too.',
    });
  }
  const { serviceAccounts } = await kestra.enterprise(signal);
  const account = await findHolder(context, 'service_account', serviceAccount);
  const tokens = await serviceAccounts.tokens(account.id, { signal });
  const token = tokens.find(({ id, name }) => [id, name].includes(wanted));
  if (token === undefined) {
    throw new Failure('not_found', `${account.name} has no token '${wanted}'.`, {
      hint: `Its tokens: ${tokens.map(({ name }) => name).join(', ') || 'none'}.`,
    });
  }
  const used =
    token.lastUsed === undefined ? 'It is not known to have been used.' : `Last used ${token.lastUsed}.`;
  return {
    id: token.id,
    name: token.name,
    impact: [`Whatever signs in with it as ${account.name} is refused from now on. ${used}`],
    carryOut: () => serviceAccounts.deleteToken(account.id, token.id, { signal }),
  };
}

async function planGroup(context: OperationContext, { name }: Request): Promise<Plan> {
  const { kestra, signal } = context;
  const { groups } = await kestra.enterprise(signal);
  const group = await findGroup(context, name);
  const [{ items, total }, roles] = await Promise.all([
    readAll(MEMBERS, (page) => groups.members(group.id, page, { signal })),
    rolesOf(context, group.id),
  ]);
  const members = items.map(({ id, username }) => username ?? id);
  const given = roles.map(roleInWords);
  return {
    id: group.id,
    name: group.name,
    impact: [
      total > 0 ? `Its ${total} members leave it: ${shortList(members, MOST_NAMES)}.` : 'It has no members.',
      given.length > 0
        ? `They lose the roles that it gives: ${shortList(given, MOST_NAMES)}.`
        : 'No role is bound to it.',
    ],
    carryOut: () => groups.delete(group.id, { signal }),
  };
}

async function planRole(context: OperationContext, { name }: Request): Promise<Plan> {
  const { kestra, signal } = context;
  const { roles } = await kestra.enterprise(signal);
  const role = await findRole(context, name);
  if (role.isManaged) throw managed(role.name);
  const holders = (await holdersOf(context, role.id)).map(({ holder }) => holder?.name ?? '?');
  return {
    id: role.id,
    name: role.name,
    impact: [
      holders.length > 0
        ? `It is taken from ${holders.length}: ${shortList(holders, MOST_NAMES)}.`
        : 'Nobody has it.',
    ],
    carryOut: () => roles.delete(role.id, { signal }),
  };
}

async function planBinding({ kestra, signal }: OperationContext, { name: id }: Request): Promise<Plan> {
  const { roles } = await kestra.enterprise(signal);
  const { name, holder, namespace } = bindingItem(await roles.binding(id, { signal }));
  const where = namespace === undefined ? 'everywhere' : `in ${namespace}`;
  return {
    id,
    name,
    impact: [`${holder?.name ?? 'Whoever has it'} loses it ${where}; the same role from elsewhere stays.`],
    carryOut: () => roles.unbind(id, { signal }),
  };
}

async function planInvitation(context: OperationContext, { name: wanted }: Request): Promise<Plan> {
  const { kestra, signal } = context;
  const { invitations } = await kestra.enterprise(signal);
  const { id, name, status = 'PENDING' } = await findInvitation(context, wanted);
  return {
    id,
    name,
    impact: [status === 'PENDING' ? 'Its link works no more.' : `It is ${status}: nobody's access changes.`],
    carryOut: () => invitations.delete(id, { signal }),
  };
}

function lose(what: string, names: readonly string[]): string[] {
  return names.length > 0 ? [`It loses its ${what}: ${shortList(names, MOST_NAMES)}.`] : [];
}
