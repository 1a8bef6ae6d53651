import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One recorded exchange; multipart bodies are lists of parts. */
export interface Exchange {
  name: string;
  request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string | { name: string; value: string; filename?: string }[] | null;
    auth?: string;
  };
  response: {
    status: number;
    contentType: string | null;
    headers: Record<string, string>;
    body: unknown;
    frames?: { raw: string }[];
  };
}

const FOLDER =
  process.env['KESTRA_2_EXCHANGES'] ?? join(import.meta.dirname, '../../../../shared/kestra-exchanges-2.0');

export function hasRecordings(): boolean {
  return existsSync(join(FOLDER, 'executions.json'));
}

export function recorded(file: string, name: string): Exchange {
  const exchanges = JSON.parse(readFileSync(join(FOLDER, `${file}.json`), 'utf8')) as Exchange[];
  const exchange = exchanges.find((one) => one.name === name);
  if (!exchange) throw new Error(`${file}: nothing recorded as '${name}'`);
  return exchange;
}

/** The member names of a value as paths, those of a list's items merged: what a client can rely on. */
export function memberNames(value: unknown): string[] {
  return [...new Set(paths(value, ''))].sort();
}

function paths(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => paths(item, `${at}[]`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, item]) => [`${at}.${name}`, ...paths(item, `${at}.${name}`)]);
}

/** The released name of a problem the recorded build still called otherwise. */
const RENAMED: Record<string, string> = { 'invalid-json-mapping': 'invalid-json' };

/** The last part of a problem's `type`. */
export function problemSlug(body: unknown): string | undefined {
  const { type } = (body ?? {}) as { type?: string };
  const slug = type?.split('/').at(-1);
  return slug && (RENAMED[slug] ?? slug);
}

/** A truth value, or the value of a key with its type and revision: the same on every server. */
export function typedValue(body: unknown): unknown {
  if (typeof body === 'boolean') return body;
  const { type, value, revision } = (body ?? {}) as Record<string, unknown>;
  if (revision === undefined) return undefined;
  return { type, value, revision };
}

interface Stateful {
  taskId?: string;
  state?: { histories?: { state: string }[] };
  taskRunList?: Stateful[];
}

/** The states an execution and each of its task runs went through; empty for other bodies. */
export function stateHistories(body: unknown): string[] {
  const { state, taskId = 'execution', taskRunList = [] } = (body ?? {}) as Stateful;
  if (!Array.isArray(state?.histories)) return [];
  const own = `${taskId}: ${state.histories.map((step) => step.state).join(' ')}`;
  return [own, ...taskRunList.flatMap(stateHistories)];
}
