import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';
import type { KvEntry, KvValue } from '../kestra/api/kv.ts';
import { kvBody, requireDescription, requireTtl, type KvType } from '../model/kvValue.ts';
import { nearestNames } from '../model/nearestNames.ts';
import { parentNamespaces } from '../model/namespace.ts';
import { requireUnchanged, type Consent } from './consent.ts';
import type { OperationContext } from './context.ts';
import { explainMissingNamespace } from './findNamespace.ts';
import { fetchPage, pageWithin, readAll, type PageRequest, type PageResult } from './page.ts';

type Reader = Pick<OperationContext, 'kestra' | 'signal'>;

/** A key of a namespace. */
export interface KvKey {
  namespace: string;
  key: string;
}

/** A value with where it comes from. */
export interface FoundKv extends KvKey, KvValue {
  /** It comes from a namespace above the one that was asked. */
  inherited?: boolean | undefined;
  description?: string | undefined;
  expires?: string | undefined;
}

export interface KvSetting extends KvKey {
  value: unknown;
  /** None: strings stay strings, other values are what they are in JSON. */
  type?: KvType | undefined;
  /** ISO 8601 duration, or `none`; by default what is left of the present one stays. */
  ttl?: string | undefined;
  /** By default the present one stays; an empty one removes it. */
  description?: string | undefined;
}

export interface KvDeletion {
  /** False: nothing was deleted, this is only what would be. */
  deleted: boolean;
  keys: KvEntry[];
  missing: string[];
}

/** The most that 2.x gives at once. */
const PAGE_SIZE = 1_000;
/** More than this no namespace has. */
const MOST_KEYS = 20_000;

/** Keys without their values, by name; of one namespace, of it and those above it, or of all. */
export async function listKv(
  context: Reader,
  search: { namespace?: string | undefined; text?: string | undefined; inherited?: boolean | undefined },
  request: PageRequest,
): Promise<PageResult<KvEntry>> {
  const { namespace, text, inherited } = search;
  if (inherited) {
    if (namespace === undefined) {
      throw new Failure('invalid', 'Keys are inherited by a namespace, and none is given.', {
        hint: 'Name the namespace, or list the keys of all.',
      });
    }
    return pageWithin(await visibleKeys(context, namespace, text), request);
  }
  return fetchPage(
    request,
    (page) =>
      context.kestra.kv.search({ namespace, text, ...page, sort: 'key:asc' }, { signal: context.signal }),
    (entry) => entry,
  );
}

/**
 * The value of a key as a flow of the namespace would get it: its own, else that of the nearest namespace above.
 *
 * @throws Failure `not_found`, which tells a missing key from a missing namespace
 */
export async function readKv(
  context: Reader,
  { namespace, key, inherit }: KvKey & { inherit: boolean },
): Promise<FoundKv> {
  const places = inherit ? [namespace, ...parentNamespaces(namespace)] : [namespace];
  for (const place of places) {
    const found = await valueAt(context, { namespace: place, key });
    if (found === undefined) continue;
    const { description, expires } = (await entryOf(context, { namespace: place, key })) ?? {};
    const inherited = place === namespace ? undefined : true;
    return { namespace: place, key, ...found, inherited, description, expires };
  }
  throw await missing(context, { namespace, key }, inherit);
}

/** Stores a value and reads it back; what is not given of ttl and description stays. */
export async function setKv(context: Reader, setting: KvSetting): Promise<FoundKv> {
  const { namespace, key, value, type } = setting;
  const body = kvBody(value, type);
  const wanted = setting.ttl === undefined || setting.ttl === 'none' ? undefined : requireTtl(setting.ttl);
  requireDescription(setting.description ?? '');
  const before = await entryOf(context, setting);
  const ttl = setting.ttl === undefined ? remainingTtl(before) : wanted;
  const description = setting.description ?? before?.description;
  await context.kestra.kv.put({ namespace, key }, body, { ttl, description }, { signal: context.signal });
  return readKv(context, { namespace, key, inherit: false });
}

/** Deletes keys of a namespace, once that is confirmed. @throws Failure `not_found` when none of them is there */
export async function deleteKv(
  context: Reader,
  { namespace, keys, confirm }: { namespace: string; keys: readonly string[]; confirm?: Consent | undefined },
): Promise<KvDeletion> {
  const wanted = [...new Set(keys)];
  const read = async (): Promise<KvEntry[]> =>
    (await allKeys(context, namespace)).filter(({ key }) => wanted.includes(key));
  const present = await read();
  const names = new Set(present.map(({ key }) => key));
  const absent = wanted.filter((key) => !names.has(key));
  const [first] = absent;
  if (present.length === 0 && first !== undefined)
    throw await missing(context, { namespace, key: first }, false);
  const found = { keys: present, missing: absent };
  if (confirm === undefined) return { deleted: false, ...found };
  const what = `${names.size === 1 ? 'key' : `${names.size} keys`} ${[...names].join(', ')} of namespace ${namespace}`;
  await confirm({ what, impact: present.map(wordsFor) });
  requireUnchanged(what, present, await read());
  await context.kestra.kv.delete(namespace, [...names], { signal: context.signal });
  return { deleted: true, ...found };
}

function wordsFor({ key, description, updated }: KvEntry): string {
  const since = updated === undefined ? '' : `, last written ${updated}`;
  return `${key}${description ? ` (${description})` : ''}${since}: its value goes for good.`;
}

async function valueAt({ kestra, signal }: Reader, { namespace, key }: KvKey): Promise<KvValue | undefined> {
  try {
    return await kestra.kv.get(namespace, key, { signal });
  } catch (error) {
    // An expired key is told as such: flows do not look further up either.
    if (Failure.is(error, 'not_found') && error.status !== 410) return undefined;
    throw error;
  }
}

/** A key with its description and expiry, which Kestra tells in lists only. */
async function entryOf(context: Reader, { namespace, key }: KvKey): Promise<KvEntry | undefined> {
  return (await allKeys(context, namespace)).find((entry) => entry.key === key);
}

/** The keys that a flow of the namespace sees: its own hide those of the same name above. */
async function visibleKeys(context: Reader, namespace: string, text = ''): Promise<KvEntry[]> {
  const { kestra, signal } = context;
  const above = await kestra.kv.inherited(namespace, { signal });
  // The nearest first, so that it wins.
  const nearest = above.toSorted((a, b) => b.namespace.length - a.namespace.length);
  const visible = new Map<string, KvEntry>();
  for (const entry of [...(await allKeys(context, namespace)), ...nearest]) {
    if (!visible.has(entry.key)) visible.set(entry.key, entry);
  }
  return [...visible.values()]
    .filter(({ key }) => key.toLowerCase().includes(text.toLowerCase()))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** Not by Kestra's text search, which depends on its database: some leave out short and common words. */
async function allKeys({ kestra, signal }: Reader, namespace: string): Promise<KvEntry[]> {
  const { items } = await readAll({ size: PAGE_SIZE, most: MOST_KEYS }, (page) =>
    kestra.kv.search({ namespace, ...page, sort: 'key:asc' }, { signal }),
  );
  return items;
}

/** Kestra forgets the expiry with every put that does not bring one. */
function remainingTtl(entry: KvEntry | undefined): string | undefined {
  if (entry?.expires === undefined) return undefined;
  const seconds = Math.ceil((Date.parse(entry.expires) - Date.now()) / 1000);
  return `PT${Math.max(1, seconds)}S`;
}

async function missing(context: Reader, { namespace, key }: KvKey, lookedAbove: boolean): Promise<Failure> {
  const others = (await allKeys(context, namespace)).map((entry) => entry.key);
  const noNamespace = others.length === 0 ? await explainMissingNamespace(context, namespace) : undefined;
  if (noNamespace !== undefined) return noNamespace;
  const nearest = nearestNames(key, others, 3);
  const message = lookedAbove
    ? told`There is no key ${key} in ${namespace} nor in the namespaces above.`
    : told`There is no key ${key} in ${namespace}.`;
  return new Failure('not_found', message, {
    status: 404,
    hint: nearest.length > 0 ? told`It may be ${nearest.join(', ')}.` : told`Look at the list of its keys.`,
  });
}
