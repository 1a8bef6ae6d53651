import * as z from 'zod';
import type { Person, TenantAccess } from '../../../model/access.ts';
import type { Api } from '../../api.ts';
import type { AskDialect } from '../../dialect.ts';
import { path } from '../../path.ts';
import { optional, pageOf } from '../../schemas.ts';
import { ADMINISTRATOR, needing } from './needing.ts';
import { textQuery, type Found, type TextSearch } from './textSearch.ts';

const groups = optional(z.array(z.object({ id: z.string(), name: optional(z.string()) })));

const person = z.object({
  id: z.string(),
  username: optional(z.string()),
  displayName: optional(z.string()),
  groups,
  superAdmin: optional(z.boolean()),
}) satisfies z.ZodType<Person>;

const assignment = z.object({
  id: optional(z.string()),
  name: optional(z.string()),
  namespace: optional(z.string()),
  origin: optional(z.enum(['BINDING', 'GROUP'])),
  sourceId: optional(z.string()),
  permissions: optional(z.array(z.object({ resource: z.string(), actions: optional(z.array(z.string())) }))),
});

const tenantAccess = z.object({
  userId: optional(z.string()),
  username: optional(z.string()),
  displayName: optional(z.string()),
  groups,
  roles: optional(z.array(assignment)),
  superAdmin: optional(z.boolean()),
}) satisfies z.ZodType<TenantAccess>;

const personPage = pageOf(person);

type Call = { signal?: AbortSignal | undefined };

/** `/tenant-access` and `/users`: who belongs to the tenant, and who to the instance. */
export class PeopleApi {
  readonly #api: Api;
  readonly #dialect: AskDialect;

  constructor(api: Api, dialect: AskDialect) {
    this.#api = api;
    this.#dialect = dialect;
  }

  /** Those of the tenant. */
  async search(search: TextSearch, { signal }: Call = {}): Found<Person> {
    const query = await textQuery(search, this.#dialect, signal);
    return needing('TENANT_ACCESS LIST', this.#api.read(personPage, '/tenant-access', { query, signal }));
  }

  /** Those of the whole instance. */
  async searchInstance(search: TextSearch, { signal }: Call = {}): Found<Person> {
    const query = await textQuery(search, this.#dialect, signal);
    return needing(ADMINISTRATOR, this.#api.readInstance(personPage, '/users', { query, signal }));
  }

  /** Groups, roles and permissions of somebody in the tenant. */
  access(userId: string, { signal }: Call = {}): Promise<TenantAccess> {
    return needing(
      'TENANT_ACCESS VIEW',
      this.#api.read(tenantAccess, path`/tenant-access/${userId}`, { signal }),
    );
  }

  /** They stay users of the instance. */
  async revokeAccess(userId: string, { signal }: Call = {}): Promise<void> {
    const options = { method: 'DELETE', signal } as const;
    await needing('TENANT_ACCESS DELETE', this.#api.send(path`/tenant-access/${userId}`, options));
  }
}
