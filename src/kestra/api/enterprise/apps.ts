import * as z from 'zod';
import type { App, AppSource, CatalogApp } from '../../../model/app.ts';
import { Failure } from '../../../shared/failure.ts';
import type { Api } from '../../api.ts';
import type { AskDialect } from '../../dialect.ts';
import { path } from '../../path.ts';
import { pageQuery, type Page } from '../../query.ts';
import { optional, pageOf } from '../../schemas.ts';
import { YAML } from '../flows.ts';
import { needing } from './needing.ts';
import type { Found } from './textSearch.ts';

export interface AppSearch extends Page {
  text?: string | undefined;
  /** Exactly this one. */
  namespace?: string | undefined;
  flowId?: string | undefined;
  /** With one of these. */
  tags?: readonly string[] | undefined;
}

const app = z.object({
  uid: z.string(),
  id: optional(z.string()),
  name: optional(z.string()),
  type: optional(z.string()),
  namespace: z.string(),
  flowId: optional(z.string()),
  tags: optional(z.array(z.string())),
  enabled: optional(z.boolean()),
  updated: optional(z.string()),
}) satisfies z.ZodType<App>;

const appSource = z.object({
  uid: z.string(),
  name: optional(z.string()),
  namespace: z.string(),
  tags: optional(z.array(z.string())),
  disabled: optional(z.boolean()),
  updated: optional(z.string()),
  source: z.string(),
}) satisfies z.ZodType<AppSource>;

const catalogApp = z.object({
  uid: z.string(),
  name: optional(z.string()),
  description: optional(z.string()),
  type: optional(z.string()),
  tags: optional(z.array(z.string())),
}) satisfies z.ZodType<CatalogApp>;

const NOT_MODIFIED = 304;

const appPage = pageOf(app);
const catalogPage = pageOf(catalogApp);

type Call = { signal?: AbortSignal | undefined };

/** `/apps`: one function per route. */
export class AppsApi {
  readonly #api: Api;
  readonly #dialect: AskDialect;

  constructor(api: Api, dialect: AskDialect) {
    this.#api = api;
    this.#dialect = dialect;
  }

  async search(search: AppSearch, { signal }: Call = {}): Found<App> {
    const dialect = await this.#dialect(signal);
    const query = [
      ...dialect.unfilteredText(search.text),
      ...dialect.unfiltered('namespace', search.namespace === undefined ? [] : [search.namespace]),
      ...dialect.unfiltered('flowId', search.flowId === undefined ? [] : [search.flowId]),
      ...dialect.unfiltered('tags', search.tags ?? []),
      ...pageQuery(search),
    ];
    return needing('APP LIST', this.#api.read(appPage, '/apps/search', { query, signal }));
  }

  /** What the caller may open. */
  catalog(page: Page, { signal }: Call = {}): Found<CatalogApp> {
    const query = pageQuery(page);
    return needing('APP_EXECUTION LIST', this.#api.read(catalogPage, '/apps/catalog', { query, signal }));
  }

  get(uid: string, { signal }: Call = {}): Promise<AppSource> {
    return needing('APP VIEW', this.#api.read(appSource, path`/apps/${uid}`, { signal }));
  }

  create(source: string, { signal }: Call = {}): Promise<AppSource> {
    const body = { method: 'POST', body: source, contentType: YAML } as const;
    return needing('APP CREATE', this.#api.read(appSource, '/apps', { ...body, signal }));
  }

  /** Kestra keeps no revisions of apps: what was there is gone. @returns undefined where nothing changed */
  async update(uid: string, source: string, { signal }: Call = {}): Promise<AppSource | undefined> {
    const body = { method: 'PUT', body: source, contentType: YAML } as const;
    try {
      return await needing('APP UPDATE', this.#api.read(appSource, path`/apps/${uid}`, { ...body, signal }));
    } catch (error) {
      if (Failure.is(error) && error.status === NOT_MODIFIED) return undefined;
      throw error;
    }
  }

  async delete(uid: string, { signal }: Call = {}): Promise<void> {
    await needing('APP DELETE', this.#api.send(path`/apps/${uid}`, { method: 'DELETE', signal }));
  }

  setEnabled(uid: string, enabled: boolean, { signal }: Call = {}): Promise<App> {
    const [permission, action] = enabled
      ? (['APP ENABLE', path`/apps/${uid}/enable`] as const)
      : (['APP DISABLE', path`/apps/${uid}/disable`] as const);
    return needing(permission, this.#api.read(app, action, { method: 'POST', signal }));
  }
}
