import { milliseconds, now } from './model.ts';
import { internalError, invalidArgument, notFound, Problem } from './problem.ts';

interface Entry {
  namespace: string;
  key: string;
  value: unknown;
  type: string;
  revision: number;
  description?: string;
  creationDate: string;
  updateDate: string;
  expirationDate?: string;
}

const KEY = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/;
const KEY_RULE =
  'Key must start with an alphanumeric character (uppercase or lowercase) and can contain alphanumeric characters (uppercase or lowercase), dots (.), underscores (_), and hyphens (-) only.';

/** The key-value store. Each put makes a revision and forgets the old description and time to live. */
export class KvStore {
  readonly #entries = new Map<string, Entry>();

  put(
    namespace: string,
    key: string,
    text: string,
    { ttl, description }: { ttl: string | undefined; description: string | undefined },
  ): void {
    refuseKey(key);
    const lasts = ttl === undefined ? undefined : milliseconds(ttl);
    if (ttl !== undefined && lasts === undefined) throw internalError();
    const value = ionValue(text);
    const existing = this.#entries.get(idOf(namespace, key));
    this.#entries.set(idOf(namespace, key), {
      namespace,
      key,
      value,
      type: typeOf(value, text),
      revision: (existing?.revision ?? 0) + 1,
      ...(description !== undefined && { description }),
      creationDate: existing?.creationDate ?? now(),
      updateDate: now(),
      ...(lasts !== undefined && { expirationDate: new Date(Date.now() + lasts).toISOString() }),
    });
  }

  /** The typed value; 404 for none, 410 for one whose time is over. */
  read(namespace: string, key: string): object {
    const entry = this.#entries.get(idOf(namespace, key));
    if (!entry) throw notFound(`No value found for key '${key}' in namespace '${namespace}'`);
    if (isExpired(entry)) throw new Problem('resource-expired', 'The requested value has expired');
    const { type, value, revision, updateDate: updated } = entry;
    return { type, ...(value !== null && { value }), revision, updated };
  }

  /** The entries without their values, by key; those whose time is over are left out. */
  list(namespace?: string): Omit<Entry, 'value' | 'type'>[] {
    const live = [...this.#entries.values()].filter(
      (entry) => !isExpired(entry) && (namespace === undefined || entry.namespace === namespace),
    );
    return live
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ value: _value, type: _type, ...entry }) => entry);
  }

  /** Whether there was such a key. */
  delete(namespace: string, key: string): boolean {
    return this.#entries.delete(idOf(namespace, key));
  }
}

function idOf(namespace: string, key: string): string {
  return `${namespace}/${key}`;
}

function isExpired({ expirationDate }: Entry): boolean {
  return expirationDate !== undefined && Date.parse(expirationDate) <= Date.now();
}

export function refuseKey(key: string): void {
  if (!KEY.test(key)) throw invalidArgument(KEY_RULE);
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const DATE_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** The first value of the text read as Ion: JSON where it is JSON, else only its first word. */
function ionValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim().split(/\s+/)[0] ?? '';
  }
}

function typeOf(value: unknown, text: string): string {
  if (typeof value === 'number') return 'NUMBER';
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (value !== null && typeof value === 'object') return 'JSON';
  if (typeof value !== 'string') return 'STRING';
  // Told by the text alone, so also when it was quoted.
  if (milliseconds(value) !== undefined) return 'DURATION';
  if (text.trim().startsWith('"')) return 'STRING';
  if (DATE.test(value)) return 'DATE';
  return DATE_TIME.test(value) ? 'DATETIME' : 'STRING';
}
