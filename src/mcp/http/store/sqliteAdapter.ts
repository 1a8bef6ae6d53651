import { EventEmitter } from 'node:events';
import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { KeyvStoreAdapter } from 'keyv';
import type { Cells } from './sharing.ts';

const PRIVATE = 0o600;

const SWAP = `
INSERT INTO cell (key, value, expires)
SELECT :key, :next, :expires WHERE :seen IS NULL OR EXISTS (SELECT 1 FROM cell WHERE key = :key)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE cell.value = :seen`;

/** Keeps keyv's entries in one SQLite file, with what Node itself brings: keyv's own adapter needs a compiler. */
export class SqliteAdapter extends EventEmitter implements KeyvStoreAdapter {
  // keyv lists the entries of the stores whose dialect it knows.
  readonly opts = { dialect: 'sqlite', url: '' };
  namespace?: string;
  readonly #database: DatabaseSync;

  /** @throws Error for a file that cannot be opened */
  constructor(file: string) {
    super();
    this.#database = new DatabaseSync(file);
    chmodSync(file, PRIVATE);
    // Several processes of one machine may share the file.
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000;');
    this.#database.exec(
      `CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
       CREATE TABLE IF NOT EXISTS cell (
         key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;`,
    );
    // keyv writes the time of an entry's end into its value, and never removes what nobody asks for.
    this.#database.prepare("DELETE FROM entry WHERE json_extract(value, '$.expires') < ?").run(Date.now());
  }

  /** Cells of the same file; what has expired is removed with the next change. */
  get cells(): Cells {
    const database = this.#database;
    return {
      get: async (key) => {
        const row = database
          .prepare('SELECT value FROM cell WHERE key = ? AND expires >= ?')
          .get(key, Date.now());
        return row === undefined ? undefined : String(row['value']);
      },
      swap: async (key, { seen, next, ttlMs }) => {
        const now = Date.now();
        database.prepare('DELETE FROM cell WHERE expires < ?').run(now);
        const { changes } = database
          .prepare(SWAP)
          .run({ key, seen: seen ?? null, next, expires: now + ttlMs });
        return changes > 0;
      },
    };
  }

  // keyv awaits everything that an adapter answers, and reads its own texts again.
  async get<Value>(key: string): Promise<Value | undefined> {
    const row = this.#database.prepare('SELECT value FROM entry WHERE key = ?').get(key);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keyv alone knows what it has stored
    return row?.['value'] as Value;
  }

  async set(key: string, value: string): Promise<void> {
    this.#database
      .prepare('INSERT INTO entry VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run(key, value);
  }

  async delete(key: string): Promise<boolean> {
    return this.#database.prepare('DELETE FROM entry WHERE key = ?').run(key).changes > 0;
  }

  async clear(): Promise<void> {
    this.#database.prepare('DELETE FROM entry WHERE substr(key, 1, ?) = ?').run(...this.#prefix());
  }

  async *iterator(): AsyncGenerator<string[], void> {
    const rows = this.#database
      .prepare('SELECT key, value FROM entry WHERE substr(key, 1, ?) = ?')
      .all(...this.#prefix());
    for (const { key, value } of rows) yield [String(key), String(value)];
  }

  async disconnect(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  /** Length and text of what the keys of this namespace begin with. */
  #prefix(): [number, string] {
    const prefix = this.namespace === undefined ? '' : `${this.namespace}:`;
    return [prefix.length, prefix];
  }
}
