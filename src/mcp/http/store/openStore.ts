import { fileURLToPath } from 'node:url';
import { Keyv, type KeyvStoreAdapter } from 'keyv';
import { Failure } from '../../../shared/failure.ts';
import { MemoryJournal } from './memoryJournal.ts';
import type { Cells, Journal, Sharing } from './sharing.ts';

/** Opens parts of one store; each part has keys of its own. */
export interface Store {
  /** @param ttl milliseconds after which an entry is gone */
  part<Value>(name: string, ttl?: number): Keyv<Value>;
  /** Absent where nothing is kept. */
  readonly cells?: Cells | undefined;
  readonly journal: Journal;
  /** Present where several processes may serve together. */
  readonly bus?: Sharing['bus'] | undefined;
  close(): Promise<void>;
}

/** What stands behind a store. */
export interface Backend {
  /** @returns undefined for keyv's own map */
  adapter(): KeyvStoreAdapter | undefined;
  sharing: Partial<Sharing>;
  close(): Promise<void>;
}

/**
 * The store that a URL names: `memory:`, `file:` or a path (SQLite), `redis:`, `rediss:`, `postgres:`. A part never
 * answers an error of the store as if there were no entry.
 *
 * @throws Failure `invalid` for any other URL, `unreachable` when nobody answers there
 */
export async function openStore(url: string): Promise<Store> {
  const backend = await backendFor(url);
  const { cells, journal = new MemoryJournal(), bus } = backend.sharing;
  return {
    cells,
    journal,
    bus,
    part<Value>(name: string, ttl?: number) {
      const store = backend.adapter();
      return new Keyv<Value>({
        namespace: name,
        throwOnErrors: true,
        emitErrors: false,
        ...(ttl === undefined ? {} : { ttl }),
        ...(store === undefined ? {} : { store }),
      });
    },
    close: () => backend.close(),
  };
}

async function backendFor(url: string): Promise<Backend> {
  const scheme = /^([a-z]+):/.exec(url)?.[1];
  if (scheme === 'memory') return { adapter: () => undefined, sharing: {}, close: () => Promise.resolve() };
  if (scheme === 'redis' || scheme === 'rediss') {
    const { redisBackend } = await import('./redisBackend.ts');
    return redisBackend(url);
  }
  if (scheme === 'postgres' || scheme === 'postgresql') {
    const { postgresBackend } = await import('./postgresBackend.ts');
    return postgresBackend(url);
  }
  if (scheme === 'file' || scheme === undefined) {
    return sqliteBackend(scheme === 'file' ? fileURLToPath(url) : url);
  }
  throw new Failure('invalid', `There is no store '${scheme}:'.`, {
    hint: 'It is a path for SQLite, redis://…, postgres://… or memory:.',
  });
}

/** For one machine: what goes on in one process is told to no other. */
async function sqliteBackend(file: string): Promise<Backend> {
  const { SqliteAdapter } = await import('./sqliteAdapter.ts');
  const opened: InstanceType<typeof SqliteAdapter>[] = [];
  const open = (): InstanceType<typeof SqliteAdapter> => {
    const adapter = new SqliteAdapter(file);
    opened.push(adapter);
    return adapter;
  };
  return {
    adapter: open,
    sharing: { cells: open().cells },
    close: async () => {
      await Promise.all(opened.map((one) => one.disconnect()));
    },
  };
}
