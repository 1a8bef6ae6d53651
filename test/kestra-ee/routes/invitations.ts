import { jsonBody, type Route } from '../../kestra-2/http.ts';
import { Problem } from '../../kestra-2/problem.ts';
import { found, newId, type Directory, type Invitation } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { search } from '../search.ts';

interface Sent {
  email: string;
  groups?: string[];
  roles?: { id: string; namespaces?: string[] }[];
  superAdmin?: boolean;
  createUserIfNotExist?: boolean;
}

const WEEK_MS = 7 * 86_400_000;

/** An email address that begins with `forgetful` is invited without the roles and groups that were asked for. */
export function invitationRoutes(enterprise: Enterprise): Route[] {
  const { directory } = enterprise;
  const { invitations } = directory;
  const detail = (invitation: Invitation): object => invitationDetail(directory, invitation);
  return [
    enterprise.route('POST /{tenant}/invitations', 'INVITATION CREATE', (call) => {
      const sent = jsonBody(call, 'invitation') as Sent;
      for (const { id } of sent.roles ?? []) found(directory.roles, id);
      for (const id of sent.groups ?? []) found(directory.groups, id);
      const open = [...invitations.values()].some(
        ({ email, status }) => email === sent.email && status === 'PENDING',
      );
      if (open) throw new Problem('entity-already-exists', `'${sent.email}' is invited already`);
      if (directory.personByEmail(sent.email)) return admitted(directory, sent);
      const invitation = invited(sent);
      invitations.set(invitation.id, invitation);
      return { status: 201 };
    }),
    enterprise.route('GET /{tenant}/invitations/search', 'INVITATION LIST', ({ query }) => {
      const texts = ({ email, status }: Invitation): Record<string, string> => ({ email, status });
      const { results, total } = search(invitations.values(), query, 'INVITATION', texts);
      return { json: { results: results.map(detail), total } };
    }),
    enterprise.route('GET /{tenant}/invitations/email/{email}', 'INVITATION LIST', ({ params }) => ({
      json: [...invitations.values()].filter(({ email }) => email === params['email']).map(detail),
    })),
    enterprise.route('GET /{tenant}/invitations/{id}', 'INVITATION VIEW', ({ params }) => ({
      json: detail(found(invitations, params['id'])),
    })),
    enterprise.route('DELETE /{tenant}/invitations/{id}', 'INVITATION DELETE', ({ params }) => {
      invitations.delete(found(invitations, params['id']).id);
      return { status: 204 };
    }),
  ];
}

function isForgotten(email: string): boolean {
  return email.startsWith('forgetful');
}

function invited({ email, groups = [], roles = [], superAdmin = false }: Sent): Invitation {
  const now = Date.now();
  const dates = { sentAt: new Date(now).toISOString(), expiredAt: new Date(now + WEEK_MS).toISOString() };
  const granted = isForgotten(email) ? { groups: [], roles: [] } : { groups, roles };
  return { id: newId(), email, ...granted, superAdmin, status: 'PENDING', ...dates };
}

/** Somebody whom the instance knows comes in at once, without an invitation. */
function admitted(directory: Directory, { email, groups = [], roles = [] }: Sent): { status: number } {
  const person = directory.personByEmail(email);
  if (!person) throw new Problem('not-found', 'Resource not found');
  person.hasAccess = true;
  if (isForgotten(email)) return { status: 204 };
  for (const id of groups) found(directory.groups, id).members.add(person.id);
  for (const { id, namespaces = [undefined] } of roles) {
    for (const namespace of namespaces) {
      directory.bind({ type: 'USER', externalId: person.id, roleId: id, ...(namespace && { namespace }) });
    }
  }
  return { status: 204 };
}

function invitationDetail(directory: Directory, invitation: Invitation): object {
  const { groups, roles, ...rest } = invitation;
  return {
    ...rest,
    tenantId: 'main',
    groups: groups.map((id) => ({ id, name: found(directory.groups, id).name })),
    roles: roles.map(({ id }) => ({ id, name: found(directory.roles, id).name })),
    link: `https://kestra.example.com/ui/invitations/accept/${invitation.id}`,
  };
}
