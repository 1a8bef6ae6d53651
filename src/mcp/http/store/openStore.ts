import { fileURLToPath } from 'node:url';
import { Keyv, type KeyvStoreAdapter } from 'keyv';
import { Failure } from '../../../shared/failure.ts';

/** Opens parts of one store; each part has keys of its own. */
export interface Store {
  /** @param ttl milliseconds after which an entry is gone */
  part<Value>(name: string, ttl?: number): Keyv<Value>;
  /** Whether other processes see the same. */
  readonly isShared: boolean;
  close(): Promise<void>;
}

/**
 * The store that a URL names: `memory:`, `file:` or a path (SQLite), `redis:`, `rediss:`, `postgres:`. A part never
 * answers an error of the store as if there were no entry.
 *
 * @throws Failure `invalid` for any other URL
 */
export async function openStore(url: string): Promise<Store> {
  const parts: Pick<Keyv, 'disconnect'>[] = [];
  const open = await adapterFor(url);
  return {
    isShared: !url.startsWith('memory:'),
    part<Value>(name: string, ttl?: number) {
      const store = open();
      const part = new Keyv<Value>({
        namespace: name,
        throwOnErrors: true,
        emitErrors: false,
        ...(ttl === undefined ? {} : { ttl }),
        ...(store === undefined ? {} : { store }),
      });
      parts.push(part);
      return part;
    },
    close: async () => {
      await Promise.all(parts.map((part) => part.disconnect()));
    },
  };
}

/** @returns what opens an adapter, undefined for keyv's own map */
async function adapterFor(url: string): Promise<() => KeyvStoreAdapter | undefined> {
  const scheme = /^([a-z]+):/.exec(url)?.[1];
  if (scheme === 'memory') return () => undefined;
  if (scheme === 'redis' || scheme === 'rediss') {
    const { default: KeyvRedis } = await import('@keyv/redis');
    return () => new KeyvRedis(url, { throwOnErrors: true, throwOnConnectError: true });
  }
  if (scheme === 'postgres' || scheme === 'postgresql') {
    const { KeyvPostgres } = await import('@keyv/postgres');
    return () => new KeyvPostgres({ uri: url, table: 'kestra_mcp' });
  }
  if (scheme === 'file' || scheme === undefined) {
    const { SqliteAdapter } = await import('./sqliteAdapter.ts');
    const file = scheme === 'file' ? fileURLToPath(url) : url;
    return () => new SqliteAdapter(file);
  }
  throw new Failure('invalid', `There is no store '${scheme}:'.`, {
    hint: 'It is a path for SQLite, redis://…, postgres://… or memory:.',
  });
}
