import * as z from 'zod';
import { KV_TYPES, type KvType } from '../../model/kvValue.ts';
import type { Api } from '../api.ts';
import { path } from '../path.ts';
import { filter, pageQuery, type Page } from '../query.ts';
import { pageOf } from '../schemas.ts';

/** A key with everything but its value. */
export interface KvEntry {
  namespace: string;
  key: string;
  revision?: number | undefined;
  description?: string | undefined;
  created?: string | undefined;
  updated?: string | undefined;
  expires?: string | undefined;
}

export interface KvValue {
  type: KvType;
  /** Absent where null was stored. */
  value?: unknown;
  revision?: number | undefined;
  updated?: string | undefined;
}

export interface KvSearch extends Page {
  /** Exactly this namespace, unless {@link belowNamespace} adds those below it. */
  namespace?: string | undefined;
  belowNamespace?: boolean | undefined;
  /** Exactly these; beside {@link namespace} both count. */
  namespaces?: readonly string[] | undefined;
  /** Part of a key. */
  text?: string | undefined;
}

/** 1.x calls the revision `version`. */
const entry = z
  .object({
    namespace: z.string(),
    key: z.string(),
    revision: z.number().nullish(),
    version: z.number().nullish(),
    description: z.string().nullish(),
    creationDate: z.string().nullish(),
    updateDate: z.string().nullish(),
    expirationDate: z.string().nullish(),
  })
  .transform((raw): KvEntry => ({
    namespace: raw.namespace,
    key: raw.key,
    revision: raw.revision ?? raw.version ?? undefined,
    description: raw.description ?? undefined,
    created: raw.creationDate ?? undefined,
    updated: raw.updateDate ?? undefined,
    expires: raw.expirationDate ?? undefined,
  }));

const entryPage = pageOf(entry);
const entries = z.array(entry);
const deletedKeys = z.object({ keys: z.array(z.string()) });

const value = z.object({
  type: z.enum(KV_TYPES),
  value: z.unknown().optional(),
  revision: z.number().optional(),
  updated: z.string().optional(),
}) satisfies z.ZodType<KvValue>;

type Call = { signal?: AbortSignal | undefined };

/** The key-value store: one function per route. */
export class KvApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  search(search: KvSearch, { signal }: Call = {}): Promise<{ results: KvEntry[]; total: number }> {
    const query = [
      filter('namespace', search.belowNamespace ? 'PREFIX' : 'EQUALS', search.namespace),
      filter('namespace', 'IN', search.namespaces?.join(',')),
      filter('q', 'EQUALS', search.text),
      ...pageQuery(search),
    ];
    return this.#api.read(entryPage, '/kv', { query, signal });
  }

  /** The keys of all namespaces above this one. */
  inherited(namespace: string, { signal }: Call = {}): Promise<KvEntry[]> {
    return this.#api.read(entries, path`/namespaces/${namespace}/kv/inheritance`, { signal });
  }

  /** The value of a key of exactly this namespace. @throws Failure `not_found`, also (410) for an expired one */
  get(namespace: string, key: string, { signal }: Call = {}): Promise<KvValue> {
    return this.#api.read(value, path`/namespaces/${namespace}/kv/${key}`, { signal });
  }

  /** Stores a body that Kestra reads as Ion. Without ttl and description those that were there are cleared. */
  async put(
    { namespace, key }: { namespace: string; key: string },
    body: string,
    { ttl, description }: { ttl?: string | undefined; description?: string | undefined },
    { signal }: Call = {},
  ): Promise<void> {
    await this.#api.send(path`/namespaces/${namespace}/kv/${key}`, {
      method: 'PUT',
      body,
      contentType: 'text/plain',
      headers: { ...(ttl === undefined ? {} : { ttl }), ...(description ? { description } : {}) },
      signal,
    });
  }

  /** Deletes keys; those that were there. */
  async delete(namespace: string, keys: readonly string[], { signal }: Call = {}): Promise<string[]> {
    const answer = await this.#api.read(deletedKeys, path`/namespaces/${namespace}/kv`, {
      method: 'DELETE',
      body: JSON.stringify({ keys }),
      contentType: 'application/json',
      signal,
    });
    return answer.keys;
  }
}
