import * as z from 'zod';
import type { Group, GroupMember } from '../../../model/access.ts';
import type { Api } from '../../api.ts';
import type { AskDialect } from '../../dialect.ts';
import { path } from '../../path.ts';
import { pageQuery, type Page } from '../../query.ts';
import { optional, pageOf } from '../../schemas.ts';
import { needing } from './needing.ts';
import { textQuery, type Found, type TextSearch } from './textSearch.ts';

const group = z.object({
  id: z.string(),
  name: z.string(),
  description: optional(z.string()),
}) satisfies z.ZodType<Group>;

const member = z.object({
  id: z.string(),
  username: optional(z.string()),
  displayName: optional(z.string()),
}) satisfies z.ZodType<GroupMember>;

const groupPage = pageOf(group);
const memberPage = pageOf(member);

type Call = { signal?: AbortSignal | undefined };

/** `/groups`: one function per route. */
export class GroupsApi {
  readonly #api: Api;
  readonly #dialect: AskDialect;

  constructor(api: Api, dialect: AskDialect) {
    this.#api = api;
    this.#dialect = dialect;
  }

  async search(search: TextSearch, { signal }: Call = {}): Found<Group> {
    const query = await textQuery(search, this.#dialect, signal);
    return needing('GROUP LIST', this.#api.read(groupPage, '/groups/search', { query, signal }));
  }

  get(id: string, { signal }: Call = {}): Promise<Group> {
    return needing('GROUP VIEW', this.#api.read(group, path`/groups/${id}`, { signal }));
  }

  /** @throws Failure `conflict` when there is one of this name */
  create(wanted: Omit<Group, 'id'>, { signal }: Call = {}): Promise<Group> {
    const body = { method: 'POST', body: JSON.stringify(wanted), contentType: 'application/json' } as const;
    return needing('GROUP CREATE', this.#api.read(group, '/groups', { ...body, signal }));
  }

  update({ id, ...wanted }: Group, { signal }: Call = {}): Promise<Group> {
    const body = { method: 'PUT', body: JSON.stringify(wanted), contentType: 'application/json' } as const;
    return needing('GROUP UPDATE', this.#api.read(group, path`/groups/${id}`, { ...body, signal }));
  }

  async delete(id: string, { signal }: Call = {}): Promise<void> {
    await needing('GROUP DELETE', this.#api.send(path`/groups/${id}`, { method: 'DELETE', signal }));
  }

  members(id: string, page: Page, { signal }: Call = {}): Found<GroupMember> {
    const query = pageQuery(page);
    return needing('GROUP VIEW', this.#api.read(memberPage, path`/groups/${id}/members`, { query, signal }));
  }

  /** Brings them into the tenant too. @throws Failure `conflict` for somebody who is in it */
  async addMember(id: string, userId: string, { signal }: Call = {}): Promise<void> {
    const options = { method: 'PUT', signal } as const;
    await needing('GROUP MANAGE_MEMBERS', this.#api.send(path`/groups/${id}/members/${userId}`, options));
  }

  /** Takes the tenant from whoever is in no other group. @throws Failure `conflict` for somebody who is not in it */
  async removeMember(id: string, userId: string, { signal }: Call = {}): Promise<void> {
    const options = { method: 'DELETE', signal } as const;
    await needing('GROUP MANAGE_MEMBERS', this.#api.send(path`/groups/${id}/members/${userId}`, options));
  }
}
