import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import type { Connection } from './connection.ts';

/** Folder with the sample flows. */
export const sampleFlows = path.join(import.meta.dirname, 'flows');

/** An execution there should be, and the state it comes to rest in. */
const wanted = [
  { namespace: 'shop.finance', flowId: 'approve_refund', state: 'PAUSED' },
  { namespace: 'shop.orders', flowId: 'import_orders', state: 'FAILED' },
  { namespace: 'shop.finance', flowId: 'close_day', state: 'SUCCESS' },
] as const;

const patienceMs = 60_000;

/** Creates the sample flows and executions which are not there yet. */
export async function seed(connection: Connection): Promise<void> {
  for (const file of (await readdir(sampleFlows)).toSorted()) {
    await createFlow(connection, await readFile(path.join(sampleFlows, file), 'utf8'));
  }
  for (const execution of wanted) await createExecution(connection, execution);
}

/** A flow which is there stays as it is: somebody may have edited it. */
async function createFlow(connection: Connection, source: string): Promise<void> {
  const { namespace, id } = parse(source) as { namespace: string; id: string };
  const found = await request(connection, `flows/${namespace}/${id}`);
  if (found.status === 200) return;
  const headers = { 'content-type': 'application/x-yaml' };
  await expectOk(await request(connection, 'flows', { method: 'POST', headers, body: source }));
}

async function createExecution(connection: Connection, execution: (typeof wanted)[number]): Promise<void> {
  if ((await countExecutions(connection, execution)) > 0) return;
  const { namespace, flowId, state } = execution;
  // Kestra takes inputs as a form; an empty one means that all have their defaults.
  const start = { method: 'POST', body: new FormData() };
  await expectOk(await request(connection, `executions/${namespace}/${flowId}`, start));
  const end = Date.now() + patienceMs;
  while ((await countExecutions(connection, execution)) === 0) {
    if (Date.now() > end) throw new Error(`${namespace}.${flowId} did not become ${state}`);
    await delay(250);
  }
}

async function countExecutions(
  connection: Connection,
  { namespace, flowId, state }: (typeof wanted)[number],
): Promise<number> {
  const query = new URLSearchParams({
    size: '1',
    'filters[namespace][EQUALS]': namespace,
    'filters[flowId][EQUALS]': flowId,
    'filters[state][IN]': state,
    // Without a date Kestra looks back eight days only.
    'filters[startDate][GREATER_THAN_OR_EQUAL_TO]': '2000-01-01T00:00:00Z',
  });
  const response = await expectOk(await request(connection, `executions/search?${query.toString()}`));
  return ((await response.json()) as { total: number }).total;
}

async function request(connection: Connection, resource: string, init: RequestInit = {}): Promise<Response> {
  const { baseUrl, tenant } = connection;
  const headers = { ...authorization(connection), ...(init.headers as Record<string, string> | undefined) };
  const signal = AbortSignal.timeout(patienceMs);
  try {
    return await fetch(`${baseUrl}/api/v1/${tenant}/${resource}`, { ...init, headers, signal });
  } catch (cause) {
    throw new Error(`No answer from Kestra at ${baseUrl}`, { cause });
  }
}

function authorization({ apiToken, username, password }: Connection): Record<string, string> {
  if (apiToken) return { authorization: `Bearer ${apiToken}` };
  if (!username) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` };
}

async function expectOk(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`Kestra answered ${response.status} for ${response.url}: ${await response.text()}`);
}
