import { jsonBody, type Call, type Route } from '../../kestra-2/http.ts';
import { Problem } from '../../kestra-2/problem.ts';
import { found, newId, type Binding, type Directory, type Role } from '../directory.ts';
import type { Enterprise } from '../enterprise.ts';
import { search } from '../search.ts';

interface SentRole {
  name: string;
  description?: string;
  permissions: Record<string, string[]>;
}

interface SentBinding {
  type: Binding['type'];
  externalId: string;
  roleId: string;
  namespaceId?: string | null;
}

const CRUD = ['VIEW', 'LIST', 'CREATE', 'UPDATE', 'DELETE'];
/** What a role can allow: some of Kestra's resources. */
const PERMISSIONS: Record<string, readonly string[]> = {
  FLOW: [...CRUD, 'EXECUTE', 'ENABLE', 'DISABLE', 'VALIDATE', 'EXPORT', 'IMPORT'],
  EXECUTION: ['VIEW', 'LIST', 'ACCESS_LOGS', 'RESTART', 'KILL', 'REPLAY', 'PAUSE', 'RESUME', 'DELETE'],
  APP: [...CRUD, 'ENABLE', 'DISABLE'],
  USER: CRUD,
  GROUP: [...CRUD, 'MANAGE_MEMBERS'],
  ROLE: CRUD,
};

export function roleRoutes(enterprise: Enterprise): Route[] {
  const { directory } = enterprise;
  const one = ({ params }: Call): Role => found(directory.roles, params['id']);
  const own = (call: Call): Role => {
    const role = one(call);
    if (role.isManaged) throw new Problem('forbidden', 'Managed roles cannot be changed');
    return role;
  };
  return [
    enterprise.route('GET /{tenant}/acls/permissions', undefined, () => ({ json: PERMISSIONS })),
    enterprise.route('GET /{tenant}/roles/search', 'ROLE LIST', ({ query }) => {
      const { results, total } = search(directory.roles.values(), query, 'ROLE', texts);
      return { json: { results: results.map(summary), total } };
    }),
    enterprise.route('POST /{tenant}/roles', 'ROLE CREATE', (call) => {
      const sent = readRole(call);
      const role = { id: newId(), isManaged: false, isDefault: false, ...sent };
      directory.roles.set(role.id, role);
      return { json: role };
    }),
    enterprise.route('GET /{tenant}/roles/{id}', 'ROLE VIEW', (call) => ({ json: one(call) })),
    enterprise.route('PUT /{tenant}/roles/{id}', 'ROLE UPDATE', (call) => ({
      json: Object.assign(own(call), readRole(call)),
    })),
    enterprise.route('DELETE /{tenant}/roles/{id}', 'ROLE DELETE', (call) => {
      const { id } = own(call);
      for (const binding of directory.bindings.values()) {
        if (binding.roleId === id) directory.bindings.delete(binding.id);
      }
      directory.roles.delete(id);
      return { status: 204 };
    }),
  ];
}

export function bindingRoutes(enterprise: Enterprise): Route[] {
  const { directory } = enterprise;
  const detail = (binding: Binding): object => bindingDetail(directory, binding);
  return [
    enterprise.route('GET /{tenant}/bindings/search', 'BINDING LIST', ({ query }) => {
      const wanted = {
        type: query.get('type'),
        externalId: query.get('id'),
        namespace: query.get('namespace'),
      };
      const all = [...directory.bindings.values()].filter(
        ({ type, externalId, namespace }) =>
          type === (wanted.type ?? type) &&
          externalId === (wanted.externalId ?? externalId) &&
          namespace === (wanted.namespace ?? namespace),
      );
      const { results, total } = search(all, query, 'BINDING', bindingTexts);
      return { json: { results: results.map(detail), total } };
    }),
    enterprise.route('POST /{tenant}/bindings', 'BINDING CREATE', (call) => {
      const { type, externalId, roleId, namespaceId } = jsonBody(call, 'binding') as SentBinding;
      found(directory.roles, roleId);
      if (type === 'GROUP') found(directory.groups, externalId);
      else if (!directory.accounts.has(externalId)) found(directory.people, externalId);
      const namespace = namespaceId ?? undefined;
      return { json: detail(directory.bind({ type, externalId, roleId, ...(namespace && { namespace }) })) };
    }),
    enterprise.route('GET /{tenant}/bindings/{id}', 'BINDING VIEW', ({ params }) => ({
      json: detail(found(directory.bindings, params['id'])),
    })),
    enterprise.route('DELETE /{tenant}/bindings/{id}', 'BINDING DELETE', ({ params }) => {
      directory.bindings.delete(found(directory.bindings, params['id']).id);
      return { status: 204 };
    }),
  ];
}

/** @throws Problem for a permission that there is not */
function readRole(call: Call): SentRole {
  const sent = jsonBody(call, 'role') as SentRole;
  for (const [resource, actions] of Object.entries(sent.permissions)) {
    const wrong = actions.find((action) => !PERMISSIONS[resource]?.includes(action));
    if (wrong === undefined) continue;
    throw new Problem('validation-failed', `permissions: ${wrong} is not an action of ${resource}`);
  }
  return sent;
}

function texts({ name, description }: Role): Record<string, string | undefined> {
  return { name, description };
}

function bindingTexts({ type, namespace }: Binding): Record<string, string | undefined> {
  return { type, namespace };
}

function summary({ id, name, isDefault, isManaged, permissions }: Role): object {
  return { id, name, isDefault, isManaged, permissionCount: Object.keys(permissions).length };
}

function bindingDetail(directory: Directory, binding: Binding): object {
  const { id, type, externalId, roleId, namespace = null } = binding;
  const role = { id: roleId, name: directory.roles.get(roleId)?.name };
  const base = { id, type, namespace, role, group: null, user: null };
  if (type === 'GROUP')
    return { ...base, group: { id: externalId, name: directory.groups.get(externalId)?.name } };
  const account = directory.accounts.get(externalId);
  const username = account?.name ?? directory.people.get(externalId)?.email;
  const kind = account ? 'SERVICE_ACCOUNT' : 'STANDARD';
  return { ...base, user: { id: externalId, username, displayName: username, type: kind } };
}
