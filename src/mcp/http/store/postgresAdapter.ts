import { EventEmitter } from 'node:events';
import type { KeyvStoreAdapter } from 'keyv';
import type { Pool } from 'pg';

/** Made by {@link postgresBackend}; keys are longer than keyv's own adapter allows. */
export const ENTRY_TABLE =
  'CREATE TABLE IF NOT EXISTS kestra_mcp_entry (key text PRIMARY KEY, value text NOT NULL);';

interface Row {
  key: string;
  value: string;
}

/** Keeps keyv's entries in a table, over the connections that everything else uses. */
export class PostgresAdapter extends EventEmitter implements KeyvStoreAdapter {
  // keyv lists the entries of the stores whose dialect it knows.
  readonly opts = { dialect: 'postgres', url: '' };
  namespace?: string;
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super();
    this.#pool = pool;
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const { rows } = await this.#pool.query<Row>('SELECT value FROM kestra_mcp_entry WHERE key = $1', [key]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keyv alone knows what it has stored
    return rows[0]?.value as Value;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#pool.query(
      'INSERT INTO kestra_mcp_entry VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      [key, value],
    );
  }

  async delete(key: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query('DELETE FROM kestra_mcp_entry WHERE key = $1', [key]);
    return rowCount === 1;
  }

  async clear(): Promise<void> {
    await this.#pool.query('DELETE FROM kestra_mcp_entry WHERE starts_with(key, $1)', [this.#prefix]);
  }

  async *iterator(): AsyncGenerator<string[], void> {
    const { rows } = await this.#pool.query<Row>(
      'SELECT key, value FROM kestra_mcp_entry WHERE starts_with(key, $1)',
      [this.#prefix],
    );
    for (const { key, value } of rows) yield [key, value];
  }

  /** What the keys of this namespace begin with. */
  get #prefix(): string {
    return this.namespace === undefined ? '' : `${this.namespace}:`;
  }
}
