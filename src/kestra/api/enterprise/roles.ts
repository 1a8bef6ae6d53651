import * as z from 'zod';
import type { Binding, BindingType, Permissions, Role, RoleSummary } from '../../../model/access.ts';
import type { Api } from '../../api.ts';
import type { AskDialect } from '../../dialect.ts';
import { path } from '../../path.ts';
import { pageQuery, type Page } from '../../query.ts';
import { optional, pageOf } from '../../schemas.ts';
import { needing } from './needing.ts';
import { textQuery, type Found, type TextSearch } from './textSearch.ts';

const permissions = z.record(z.string(), z.array(z.string()));

const roleSummary = z.object({
  id: z.string(),
  name: z.string(),
  isDefault: optional(z.boolean()),
  isManaged: optional(z.boolean()),
}) satisfies z.ZodType<RoleSummary>;

const role = roleSummary.extend({
  description: optional(z.string()),
  permissions: permissions.nullish().transform((given) => given ?? {}),
}) satisfies z.ZodType<Role>;

const binding = z.object({
  id: z.string(),
  type: optional(z.enum(['USER', 'GROUP'])),
  namespace: optional(z.string()),
  role: optional(z.object({ id: optional(z.string()), name: optional(z.string()) })),
  group: optional(z.object({ id: optional(z.string()), name: optional(z.string()) })),
  user: optional(
    z.object({ id: optional(z.string()), username: optional(z.string()), type: optional(z.string()) }),
  ),
}) satisfies z.ZodType<Binding>;

export interface BindingSearch extends Page {
  /** Of this user, service account or group. */
  holder?: string | undefined;
  type?: BindingType | undefined;
}

export interface NewBinding {
  type: BindingType;
  externalId: string;
  roleId: string;
  /** Everywhere without it. */
  namespaceId?: string | undefined;
}

const bindingPage = pageOf(binding);
const rolePage = pageOf(roleSummary);

type Call = { signal?: AbortSignal | undefined };

const JSON_TYPE = 'application/json';

/** `/roles`, `/bindings` and what a role can allow. */
export class RolesApi {
  readonly #api: Api;
  readonly #dialect: AskDialect;

  constructor(api: Api, dialect: AskDialect) {
    this.#api = api;
    this.#dialect = dialect;
  }

  async search(search: TextSearch, { signal }: Call = {}): Found<RoleSummary> {
    const query = await textQuery(search, this.#dialect, signal);
    return needing('ROLE LIST', this.#api.read(rolePage, '/roles/search', { query, signal }));
  }

  get(id: string, { signal }: Call = {}): Promise<Role> {
    return needing('ROLE VIEW', this.#api.read(role, path`/roles/${id}`, { signal }));
  }

  create(wanted: Pick<Role, 'name' | 'description' | 'permissions'>, { signal }: Call = {}): Promise<Role> {
    const body = { method: 'POST', body: JSON.stringify(wanted), contentType: JSON_TYPE } as const;
    return needing('ROLE CREATE', this.#api.read(role, '/roles', { ...body, signal }));
  }

  update(
    id: string,
    wanted: Pick<Role, 'name' | 'description' | 'permissions'>,
    { signal }: Call = {},
  ): Promise<Role> {
    const body = { method: 'PUT', body: JSON.stringify(wanted), contentType: JSON_TYPE } as const;
    return needing('ROLE UPDATE', this.#api.read(role, path`/roles/${id}`, { ...body, signal }));
  }

  async delete(id: string, { signal }: Call = {}): Promise<void> {
    await needing('ROLE DELETE', this.#api.send(path`/roles/${id}`, { method: 'DELETE', signal }));
  }

  /** Every resource with the actions that a role can allow on it. */
  possiblePermissions({ signal }: Call = {}): Promise<Permissions> {
    return this.#api.read(permissions, '/acls/permissions', { signal });
  }

  bindings({ holder, type, ...page }: BindingSearch, { signal }: Call = {}): Found<Binding> {
    const query = [['id', holder], ['type', type], ...pageQuery(page)] as const;
    return needing('BINDING LIST', this.#api.read(bindingPage, '/bindings/search', { query, signal }));
  }

  binding(id: string, { signal }: Call = {}): Promise<Binding> {
    return needing('BINDING VIEW', this.#api.read(binding, path`/bindings/${id}`, { signal }));
  }

  bind(wanted: NewBinding, { signal }: Call = {}): Promise<Binding> {
    const body = { method: 'POST', body: JSON.stringify(wanted), contentType: JSON_TYPE } as const;
    return needing('BINDING CREATE', this.#api.read(binding, '/bindings', { ...body, signal }));
  }

  async unbind(id: string, { signal }: Call = {}): Promise<void> {
    await needing('BINDING DELETE', this.#api.send(path`/bindings/${id}`, { method: 'DELETE', signal }));
  }
}
