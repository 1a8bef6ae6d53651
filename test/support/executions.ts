import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../src/shared/connection.ts';
import type { State } from '../../src/model/state.ts';
import { authorization } from './authorization.ts';

/** What tests look at in an execution, as Kestra sends it. */
export interface SeenExecution {
  id: string;
  namespace: string;
  flowId: string;
  state: { current: State; histories: { state: State; date: string }[] };
  inputs?: Record<string, unknown>;
  taskRunList?: { id: string; taskId: string; state: { current: State } }[];
}

const PATIENCE_MS = 20_000;
const POLL_MS = 50;

/** A namespace that no other suite and no earlier run uses. */
export function ownNamespace(topic: string): string {
  return `test.${topic}.${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
}

/** Creates a flow from YAML, or a new revision of it. */
export async function createFlow(connection: Connection, source: string): Promise<void> {
  const body = { body: source, headers: { 'content-type': 'application/x-yaml' } };
  const created = await send(connection, 'POST', 'flows', body);
  if (created.ok) return;
  const [, id] = /^id: *(\S+)/m.exec(source) ?? [];
  const [, namespace] = /^namespace: *(\S+)/m.exec(source) ?? [];
  const updated = await send(connection, 'PUT', `flows/${namespace}/${id}`, body);
  if (!updated.ok) throw new Error(`No flow: ${await created.text()} ${await updated.text()}`);
}

/** Starts an execution with Kestra's own API, past the client under test; the id. */
export async function startExecution(
  connection: Connection,
  { namespace, flowId }: { namespace: string; flowId: string },
  inputs: Readonly<Record<string, string>> = {},
  labels: Readonly<Record<string, string>> = {},
): Promise<string> {
  const body = new FormData();
  for (const [name, value] of Object.entries(inputs)) body.append(name, value);
  const query = Object.entries(labels).map(
    ([key, value]) => `labels=${encodeURIComponent(`${key}:${value}`)}`,
  );
  const started = await sendOk(connection, 'POST', `executions/${namespace}/${flowId}?${query.join('&')}`, {
    body,
  });
  return ((await started.json()) as SeenExecution).id;
}

export async function readExecution(connection: Connection, id: string): Promise<SeenExecution> {
  const response = await sendOk(connection, 'GET', `executions/${id}`);
  return (await response.json()) as SeenExecution;
}

/** Waits until an execution is in one of the states, and returns it as it is then. */
export async function untilState(
  connection: Connection,
  id: string,
  ...states: State[]
): Promise<SeenExecution> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    const execution = await readExecution(connection, id);
    if (states.includes(execution.state.current)) return execution;
    if (Date.now() > end) throw new Error(`${id} is ${execution.state.current}, not ${states.join(' or ')}`);
  }
}

/** A request below the tenant, for what these helpers have no function for. */
export async function sendOk(
  connection: Connection,
  method: string,
  route: string,
  init: RequestInit = {},
): Promise<Response> {
  const response = await send(connection, method, route, init);
  if (response.ok) return response;
  throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
}

function send(
  connection: Connection,
  method: string,
  route: string,
  { headers, ...init }: RequestInit,
): Promise<Response> {
  const { baseUrl, tenant } = connection;
  return fetch(`${baseUrl}/api/v1/${tenant}/${route}`, {
    ...init,
    method,
    headers: { ...authorization(connection), ...(headers as Record<string, string> | undefined) },
  });
}
