import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import type { Bus } from './sharing.ts';

const CHANNEL = 'kestra_mcp';
const RETRY_MS = 1_000;

/** NOTIFY carries 8,000 bytes at most: it names a row that holds the message. */
export function postgresBus(url: string, pool: Pool): Bus & { close(): Promise<void> } {
  let listener: Client | undefined;
  const closed = new AbortController();
  const tell = async (id: string | undefined, told: (text: string) => void): Promise<void> => {
    const { rows } = await pool.query<{ text: string }>('SELECT text FROM kestra_mcp_message WHERE id = $1', [
      id,
    ]);
    if (rows[0] !== undefined) told(rows[0].text);
  };
  const connect = async (told: (text: string) => void): Promise<void> => {
    while (!closed.signal.aborted) {
      const client = new Client({ connectionString: url });
      const lost = new Promise<void>((resolve) => {
        client.on('error', () => resolve());
        client.on('end', () => resolve());
      });
      client.on('notification', ({ payload }) => void tell(payload, told).catch(() => {}));
      listener = client;
      try {
        await client.connect();
        await client.query(`LISTEN ${CHANNEL}`);
        await lost;
      } catch {
        await sleep(RETRY_MS);
      }
    }
  };
  return {
    publish: async (text) => {
      await pool.query(
        `WITH message AS (INSERT INTO kestra_mcp_message (text) VALUES ($1) RETURNING id)
         SELECT pg_notify('${CHANNEL}', id::text) FROM message`,
        [text],
      );
    },
    listen: (told) => void connect(told),
    close: async () => {
      closed.abort();
      await listener?.end().catch(() => {});
    },
  };
}
