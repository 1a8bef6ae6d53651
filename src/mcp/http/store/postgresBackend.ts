import { Pool } from 'pg';
import { Failure } from '../../../shared/failure.ts';
import type { Backend } from './openStore.ts';
import { ENTRY_TABLE, PostgresAdapter } from './postgresAdapter.ts';
import { postgresBus } from './postgresBus.ts';
import { JOURNAL_LIMITS, type Cells, type Journal } from './sharing.ts';

const CONNECT_MS = 5_000;
const SWEEP_MS = 60_000;

/** Several replicas may start at the same time, so one after the other makes the tables. */
const TABLES = `
BEGIN;
SELECT pg_advisory_xact_lock(5264873);
${ENTRY_TABLE}
CREATE TABLE IF NOT EXISTS kestra_mcp_cell (key text PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS kestra_mcp_event (
  position bigserial PRIMARY KEY, list text NOT NULL, text text NOT NULL, at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS kestra_mcp_event_list ON kestra_mcp_event (list, position);
CREATE TABLE IF NOT EXISTS kestra_mcp_message (
  id bigserial PRIMARY KEY, text text NOT NULL, at timestamptz NOT NULL DEFAULT now());
COMMIT;`;

const SWAP = `
INSERT INTO kestra_mcp_cell AS cell (key, value, expires)
SELECT $1, $3, now() + $4 * interval '1 millisecond'
WHERE $2::text IS NULL OR EXISTS (SELECT 1 FROM kestra_mcp_cell WHERE key = $1)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
WHERE cell.value = $2 OR ($2 IS NULL AND cell.expires < now())`;

const TRIM = `
DELETE FROM kestra_mcp_event WHERE list = $1 AND position IN (
  SELECT position FROM (
    SELECT position, row_number() OVER newest AS entries, sum(octet_length(text)) OVER newest AS bytes
    FROM kestra_mcp_event WHERE list = $1 WINDOW newest AS (ORDER BY position DESC)
  ) AS counted WHERE entries > $2 OR bytes > $3)`;

/** keyv writes the time of an entry's end into its value, in milliseconds. */
const OLD_ENTRIES = `
DELETE FROM kestra_mcp_entry
WHERE (value::json ->> 'expires')::bigint < extract(epoch FROM now()) * 1000`;

/** Everything in one PostgreSQL database. @throws Failure `unreachable` */
export async function postgresBackend(url: string): Promise<Backend> {
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  // What a lost connection means is told by the statement that needs it.
  pool.on('error', () => {});
  try {
    await pool.query(TABLES);
  } catch (error) {
    await pool.end();
    throw new Failure('unreachable', 'The store does not answer: PostgreSQL cannot be used.', {
      cause: error,
    });
  }
  const bus = postgresBus(url, pool);
  const sweep = setInterval(() => void removeOld(pool).catch(() => {}), SWEEP_MS).unref();
  return {
    adapter: () => new PostgresAdapter(pool),
    sharing: { cells: cellsOf(pool), journal: journalOf(pool), bus },
    close: async () => {
      clearInterval(sweep);
      await bus.close();
      await pool.end();
    },
  };
}

function cellsOf(pool: Pool): Cells {
  return {
    get: async (key) => {
      const { rows } = await pool.query<{ value: string }>(
        'SELECT value FROM kestra_mcp_cell WHERE key = $1 AND expires >= now()',
        [key],
      );
      return rows[0]?.value;
    },
    swap: async (key, { seen, next, ttlMs }) => {
      const { rowCount } = await pool.query(SWAP, [key, seen ?? null, next, ttlMs]);
      return rowCount === 1;
    },
  };
}

function journalOf(pool: Pool): Journal {
  const from = async (list: string, position: string) => {
    const { rows } = await pool.query<{ position: string; text: string }>(
      'SELECT position, text FROM kestra_mcp_event WHERE list = $1 AND position >= $2 ORDER BY position',
      [list, position],
    );
    return rows;
  };
  return {
    append: async (list, text) => {
      const { rows } = await pool.query<{ position: string }>(
        'INSERT INTO kestra_mcp_event (list, text) VALUES ($1, $2) RETURNING position',
        [list, text],
      );
      await pool.query(TRIM, [list, JOURNAL_LIMITS.entries, JOURNAL_LIMITS.bytes]);
      return rows[0]?.position ?? '';
    },
    from,
    all: (list) => from(list, '0'),
    remove: async (list) => void (await pool.query('DELETE FROM kestra_mcp_event WHERE list = $1', [list])),
  };
}

async function removeOld(pool: Pool): Promise<void> {
  const minutes = JOURNAL_LIMITS.ttlMs / 60_000;
  await pool.query('DELETE FROM kestra_mcp_cell WHERE expires < now()');
  await pool.query(OLD_ENTRIES);
  await pool.query(`DELETE FROM kestra_mcp_event WHERE at < now() - $1 * interval '1 minute'`, [minutes]);
  await pool.query(`DELETE FROM kestra_mcp_message WHERE at < now() - interval '1 minute'`);
}
