import * as z from 'zod';
import type { Api } from '../api.ts';
import type { Dialect } from '../dialect.ts';
import { path } from '../path.ts';
import { pageQuery, type Page } from '../query.ts';
import { configsSchema, optional, pageOf } from '../schemas.ts';

export interface InstanceInfo {
  version?: string | undefined;
  /** `OSS` or `EE`. */
  edition?: string | undefined;
  /** Changes with the installed plugins. */
  pluginsHash?: string | undefined;
  /** Whether dashboards can be saved. */
  isCustomDashboardsEnabled?: boolean | undefined;
  isAiEnabled?: boolean | undefined;
  isAiApiKeyConfigured?: boolean | undefined;
}

const namespace = z.object({ id: z.string(), disabled: z.boolean().nullish() });
/** `disabled` is Enterprise's word for a namespace that is only the parent of others. */
type Namespace = z.infer<typeof namespace>;
const namespacePage = pageOf(namespace);
const anyPage = pageOf(z.unknown());
const namesByNamespace = z.record(z.string(), z.array(z.string()));

const me = z.object({
  id: optional(z.string()),
  superAdmin: optional(z.boolean()),
  /** Its name in some 2.x. */
  instanceOwner: optional(z.boolean()),
});
/** Who signed in, where people are kept. */
type Me = z.infer<typeof me>;

type Call = { signal?: AbortSignal | undefined };

/** What belongs to the instance as a whole: its version, the proof of the credentials, its namespaces. */
export class InstanceApi {
  readonly #api: Api;
  readonly #dialect: (signal: AbortSignal | undefined) => Promise<Dialect>;

  constructor(api: Api, dialect: (signal: AbortSignal | undefined) => Promise<Dialect>) {
    this.#api = api;
    this.#dialect = dialect;
  }

  /** Version and edition. Open to everybody on 1.x, so success says nothing about the credentials. */
  configs({ signal }: Call = {}): Promise<InstanceInfo> {
    return this.#api.readInstance(configsSchema, '/configs', { signal });
  }

  /** Who signed in; the Enterprise Edition alone tells. */
  me({ signal }: Call = {}): Promise<Me> {
    return this.#api.readInstance(me, '/me', { signal });
  }

  /**
   * Proves the credentials by a call that needs them.
   *
   * @throws Failure `unauthenticated` or `forbidden` when they are refused
   */
  async proveCredentials({ signal }: Call = {}): Promise<void> {
    await this.#api.read(anyPage, '/flows/search', { query: [['size', 1]], signal });
  }

  async namespaces(
    search: Page & { text?: string | undefined },
    { signal }: Call = {},
  ): Promise<{ results: Namespace[]; total: number }> {
    const dialect = await this.#dialect(signal);
    return this.#api.read(namespacePage, '/namespaces/search', {
      query: [...dialect.unfilteredText(search.text), ...pageQuery(search)],
      signal,
    });
  }

  /** Names of the secrets that a namespace can use, by the namespace that they are kept in; never their values. */
  secretNames(id: string, { signal }: Call = {}): Promise<Record<string, string[]>> {
    return this.#api.read(namesByNamespace, path`/namespaces/${id}/inherited-secrets`, { signal });
  }
}
