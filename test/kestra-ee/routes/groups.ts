import { jsonBody, type Call, type Route } from '../../kestra-2/http.ts';
import { conflict, Problem } from '../../kestra-2/problem.ts';
import { paged } from '../../kestra-2/paging.ts';
import { found, newId, type Directory, type Group } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { search } from '../search.ts';

interface Sent {
  name: string;
  description?: string;
  membersId?: string[];
}

export function groupRoutes(enterprise: Enterprise): Route[] {
  const { directory } = enterprise;
  const one = ({ params }: Call): Group => found(directory.groups, params['id']);
  return [
    enterprise.route('GET /{tenant}/groups/search', 'GROUP LIST', ({ query }) => {
      const { results, total } = search(directory.groups.values(), query, 'GROUP', texts);
      return { json: { results: results.map(summary), total } };
    }),
    enterprise.route('POST /{tenant}/groups', 'GROUP CREATE', (call) => {
      const { membersId = [], ...sent } = jsonBody(call, 'group') as Sent;
      refuseTwice(directory, sent.name);
      const members = new Set(membersId.map((id) => holder(directory, id)));
      const group = { id: newId(), ...sent, members };
      directory.groups.set(group.id, group);
      return { json: summary(group) };
    }),
    enterprise.route('GET /{tenant}/groups/{id}', 'GROUP VIEW', (call) => ({ json: summary(one(call)) })),
    enterprise.route('PUT /{tenant}/groups/{id}', 'GROUP UPDATE', (call) => {
      const group = one(call);
      const { name, description } = jsonBody(call, 'group') as Sent;
      refuseTwice(directory, name, group.id);
      group.name = name;
      if (description === undefined) delete group.description;
      else group.description = description;
      return { json: summary(group) };
    }),
    enterprise.route('DELETE /{tenant}/groups/{id}', 'GROUP DELETE', (call) => {
      const { id } = one(call);
      directory.forget(id);
      directory.groups.delete(id);
      return {};
    }),
  ];
}

export function memberRoutes(enterprise: Enterprise): Route[] {
  const { directory } = enterprise;
  const one = ({ params }: Call): Group => found(directory.groups, params['id']);
  return [
    enterprise.route('GET /{tenant}/groups/{id}/members', 'GROUP VIEW', (call) => {
      const { results, total } = paged([...one(call).members], call.query, 'members');
      return { json: { results: results.map((id) => member(directory, id)), total } };
    }),
    enterprise.route('PUT /{tenant}/groups/{id}/members/{userId}', 'GROUP MANAGE_MEMBERS', (call) => {
      const group = one(call);
      const id = holder(directory, call.params['userId']);
      if (group.members.has(id)) throw conflict('User is already a member of the group');
      group.members.add(id);
      const person = directory.people.get(id);
      if (person) person.hasAccess = true;
      return { json: member(directory, id) };
    }),
    enterprise.route('DELETE /{tenant}/groups/{id}/members/{userId}', 'GROUP MANAGE_MEMBERS', (call) => {
      const { members } = one(call);
      const id = holder(directory, call.params['userId']);
      if (!members.delete(id)) throw conflict('User is not a member of the group');
      const person = directory.people.get(id);
      if (person && directory.groupsOf(id).length === 0) person.hasAccess = false;
      return { json: member(directory, id) };
    }),
  ];
}

/** @throws Problem where it is neither a user nor a service account */
export function holder({ people, accounts }: Directory, id: string | undefined): string {
  return (accounts.get(id ?? '') ?? found(people, id)).id;
}

function refuseTwice({ groups }: Directory, name: string, id?: string): void {
  const same = [...groups.values()].some((group) => group.name === name && group.id !== id);
  if (same) throw new Problem('entity-already-exists', `Group '${name}' already exists`);
}

function texts({ name, description }: Group): Record<string, string | undefined> {
  return { name, description };
}

function summary({ id, name, description }: Group): object {
  return { id, name, ...(description !== undefined && { description }) };
}

function member(directory: Directory, id: string): object {
  const username = directory.people.get(id)?.email ?? directory.accounts.get(id)?.name;
  const groups = directory
    .groupsOf(id)
    .map((group) => ({ id: group.id, name: group.name, external: false, membership: 'MEMBER' }));
  return { id, username, displayName: username, groups };
}
