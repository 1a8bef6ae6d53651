import { jsonBody, type Route } from '../../kestra-2/http.ts';
import { Problem } from '../../kestra-2/problem.ts';
import { found, type Directory, type Person } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { SUPERADMIN } from '../rights.ts';
import { search } from '../search.ts';

interface NewUser {
  email: string;
  firstName?: string;
  lastName?: string;
  superAdmin?: boolean;
  groups?: string[];
}

/** Users of the instance. */
export function userRoutes(enterprise: Enterprise): Route[] {
  const { directory } = enterprise;
  return [
    enterprise.route('GET /users', SUPERADMIN, ({ query }) => {
      const { results, total } = search(directory.people.values(), query, 'USER', texts);
      return { json: { results: results.map(userSummary), total } };
    }),
    enterprise.route('POST /users', SUPERADMIN, (call) => {
      const {
        groups = [],
        email,
        firstName,
        lastName,
        superAdmin = false,
      } = jsonBody(call, 'user') as NewUser;
      if (directory.personByEmail(email)) {
        throw new Problem('entity-already-exists', `User '${email}' already exists`);
      }
      const names = { ...(firstName && { firstName }), ...(lastName && { lastName }) };
      const person = directory.addPerson({ email, superAdmin, ...names });
      for (const id of groups) found(directory.groups, id).members.add(person.id);
      return { status: 201, json: userDetail(directory, person) };
    }),
    enterprise.route('GET /users/{id}', SUPERADMIN, ({ params }) => ({
      json: userDetail(directory, found(directory.people, params['id'])),
    })),
    enterprise.route('DELETE /users/{id}', SUPERADMIN, ({ params }) => {
      const { id } = found(directory.people, params['id']);
      directory.forget(id);
      directory.people.delete(id);
      return { status: 204 };
    }),
  ];
}

/** Who of them belongs to the tenant, and by what. */
export function accessRoutes(enterprise: Enterprise): Route[] {
  const { directory } = enterprise;
  const member = (id: string | undefined): Person => {
    const person = found(directory.people, id);
    if (!person.hasAccess) throw new Problem('not-found', 'Resource not found');
    return person;
  };
  return [
    enterprise.route('GET /{tenant}/tenant-access', 'TENANT_ACCESS LIST', ({ query }) => {
      const members = [...directory.people.values()].filter(({ hasAccess }) => hasAccess);
      const { results, total } = search(members, query, 'USER', texts);
      return { json: { results: results.map((person) => accessSummary(directory, person)), total } };
    }),
    enterprise.route('POST /{tenant}/tenant-access', 'TENANT_ACCESS CREATE', (call) => {
      const { email } = jsonBody(call, 'access') as { email: string };
      const person = directory.personByEmail(email);
      if (!person) throw new Problem('not-found', `User '${email}' not found`);
      person.hasAccess = true;
      return { status: 204 };
    }),
    enterprise.route('GET /{tenant}/tenant-access/{userId}', 'TENANT_ACCESS VIEW', ({ params }) => ({
      json: accessDetail(directory, member(params['userId'])),
    })),
    enterprise.route('DELETE /{tenant}/tenant-access/{userId}', 'TENANT_ACCESS DELETE', ({ params }) => {
      const person = member(params['userId']);
      directory.forget(person.id);
      person.hasAccess = false;
      return { status: 204 };
    }),
    enterprise.route('PUT /{tenant}/users/{id}/groups', 'GROUP UPDATE', (call) => {
      const { id } = member(call.params['id']);
      const { groupIds = [] } = jsonBody(call, 'groups') as { groupIds?: string[] };
      const wanted = groupIds.map((groupId) => found(directory.groups, groupId));
      for (const group of directory.groups.values()) group.members.delete(id);
      for (const { members } of wanted) members.add(id);
      return { status: 204 };
    }),
  ];
}

function texts({ email, firstName, lastName }: Person): Record<string, string | undefined> {
  return { email, firstName, lastName };
}

function displayName({ email, firstName, lastName }: Person): string {
  return [firstName, lastName].filter(Boolean).join(' ') || email;
}

function userSummary(person: Person): object {
  const { id, email, superAdmin, hasAccess } = person;
  const tenants = hasAccess ? [{ id: 'main', name: 'main' }] : [];
  return { id, username: email, displayName: displayName(person), tenants, auths: [], superAdmin };
}

function userDetail(directory: Directory, person: Person): object {
  const { email, firstName, lastName } = person;
  const groups = directory.groupsOf(person.id).map(({ id }) => ({ id, tenantId: 'main' }));
  return { ...userSummary(person), email, firstName, lastName, groups, restricted: false };
}

function accessSummary(directory: Directory, person: Person): object {
  const { id, email } = person;
  return {
    id,
    username: email,
    displayName: displayName(person),
    groups: groupsOf(directory, id),
    auths: [],
  };
}

function accessDetail(directory: Directory, person: Person): object {
  const { id, email, superAdmin } = person;
  const groups = groupsOf(directory, id);
  const holders = [id, ...groups.map((group) => group.id)];
  const roles = [...directory.bindings.values()]
    .filter(({ externalId }) => holders.includes(externalId))
    .map(({ roleId, externalId, namespace }) => ({
      id: roleId,
      name: directory.roles.get(roleId)?.name,
      namespace,
      origin: externalId === id ? 'BINDING' : 'GROUP',
      sourceId: externalId,
      permissions: permissionsOf(directory, roleId),
    }));
  return {
    tenantId: 'main',
    userId: id,
    username: email,
    displayName: displayName(person),
    groups,
    roles,
    superAdmin,
  };
}

function groupsOf(directory: Directory, id: string): { id: string; name: string; external: boolean }[] {
  return directory.groupsOf(id).map((group) => ({ id: group.id, name: group.name, external: false }));
}

function permissionsOf(directory: Directory, roleId: string): object[] {
  const { permissions = {} } = directory.roles.get(roleId) ?? {};
  return Object.entries(permissions).map(([resource, actions]) => ({ resource, actions }));
}
