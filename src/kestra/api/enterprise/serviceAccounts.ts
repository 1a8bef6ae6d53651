import * as z from 'zod';
import type { ApiToken, Person, ServiceAccount } from '../../../model/access.ts';
import type { Api } from '../../api.ts';
import type { AskDialect } from '../../dialect.ts';
import { path } from '../../path.ts';
import { optional, pageOf } from '../../schemas.ts';
import { needing } from './needing.ts';
import { textQuery, type Found, type TextSearch } from './textSearch.ts';

/** Lists tell accounts as they tell people. */
const listed = z.object({
  id: z.string(),
  username: optional(z.string()),
  displayName: optional(z.string()),
  groups: optional(z.array(z.object({ id: z.string(), name: optional(z.string()) }))),
}) satisfies z.ZodType<Person>;

const account = z.object({
  id: z.string(),
  name: z.string(),
  description: optional(z.string()),
  groups: optional(z.array(z.object({ id: z.string() }))),
}) satisfies z.ZodType<ServiceAccount>;

const token = z
  .object({
    id: z.string(),
    name: z.string(),
    description: optional(z.string()),
    exp: optional(z.string()),
    lastUsed: optional(z.string()),
    expired: optional(z.boolean()),
  })
  .transform(({ exp, ...rest }): ApiToken => ({ ...rest, expires: exp }));

const newToken = z.object({ id: z.string(), name: z.string(), fullToken: z.string() });
/** The only time that Kestra tells the secret. */
export type NewToken = z.infer<typeof newToken>;

export interface TokenRequest {
  /** Lower-case letters, digits and dashes, at most 63. */
  name: string;
  description?: string | undefined;
  /** ISO 8601 duration; for ever without it. */
  maxAge?: string | undefined;
}

const accountPage = pageOf(listed);
const tokenList = z.object({ results: z.array(token).nullish() });

type Call = { signal?: AbortSignal | undefined };

const JSON_TYPE = 'application/json';

/** `/service-accounts` of the tenant and their API tokens. */
export class ServiceAccountsApi {
  readonly #api: Api;
  readonly #dialect: AskDialect;

  constructor(api: Api, dialect: AskDialect) {
    this.#api = api;
    this.#dialect = dialect;
  }

  async search(search: TextSearch, { signal }: Call = {}): Found<Person> {
    const query = await textQuery(search, this.#dialect, signal);
    return needing(
      'SERVICE_ACCOUNT LIST',
      this.#api.read(accountPage, '/service-accounts', { query, signal }),
    );
  }

  get(id: string, { signal }: Call = {}): Promise<ServiceAccount> {
    return needing(
      'SERVICE_ACCOUNT VIEW',
      this.#api.read(account, path`/service-accounts/${id}`, { signal }),
    );
  }

  create(wanted: Omit<ServiceAccount, 'id'>, { signal }: Call = {}): Promise<ServiceAccount> {
    const body = { method: 'POST', body: JSON.stringify(wanted), contentType: JSON_TYPE } as const;
    return needing(
      'SERVICE_ACCOUNT CREATE',
      this.#api.read(account, '/service-accounts', { ...body, signal }),
    );
  }

  /** The whole of it, its groups too. */
  update({ id, ...wanted }: ServiceAccount, { signal }: Call = {}): Promise<ServiceAccount> {
    const body = { method: 'PUT', body: JSON.stringify(wanted), contentType: JSON_TYPE } as const;
    return needing(
      'SERVICE_ACCOUNT UPDATE',
      this.#api.read(account, path`/service-accounts/${id}`, { ...body, signal }),
    );
  }

  async delete(id: string, { signal }: Call = {}): Promise<void> {
    const options = { method: 'DELETE', signal } as const;
    await needing('SERVICE_ACCOUNT DELETE', this.#api.send(path`/service-accounts/${id}`, options));
  }

  async tokens(id: string, { signal }: Call = {}): Promise<ApiToken[]> {
    const reading = this.#api.read(tokenList, path`/service-accounts/${id}/api-tokens`, { signal });
    return (await needing('SERVICE_ACCOUNT VIEW', reading)).results ?? [];
  }

  createToken(id: string, wanted: TokenRequest, { signal }: Call = {}): Promise<NewToken> {
    const body = { method: 'POST', body: JSON.stringify(wanted), contentType: JSON_TYPE } as const;
    return needing(
      'SERVICE_ACCOUNT UPDATE',
      this.#api.read(newToken, path`/service-accounts/${id}/api-tokens`, { ...body, signal }),
    );
  }

  async deleteToken(id: string, tokenId: string, { signal }: Call = {}): Promise<void> {
    const route = path`/service-accounts/${id}/api-tokens/${tokenId}`;
    await needing('SERVICE_ACCOUNT UPDATE', this.#api.send(route, { method: 'DELETE', signal }));
  }
}
