import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One part of a recorded multipart body. */
export interface RecordedPart {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly value: string;
}

export interface RecordedRequest {
  readonly method: string;
  /** Path and query as they were sent, percent-encoding included. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | readonly RecordedPart[] | null;
  /** Only when the request did not carry the good credentials. */
  readonly auth?: string;
}

export interface RecordedResponse {
  readonly status: number;
  readonly contentType: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, text, `null` for none, or `RecordedStream`. */
  readonly body: unknown;
  /** Parts of the body were cut away by the recorder. */
  readonly truncated?: boolean;
}

/** The body of a recorded `text/event-stream`. */
export interface RecordedStream {
  readonly frames: readonly { readonly offsetMs: number; readonly raw: string }[];
  readonly ended: string;
  readonly endedAtMs: number;
}

export interface Exchange {
  readonly name: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

export interface Recording {
  /** File name without its extension, e.g. `pause-resume`. */
  readonly file: string;
  readonly exchanges: readonly Exchange[];
}

/** Where the recorded exchanges are, or `undefined` when this machine has none. */
export function recordingsFolder(configured: string | undefined): string | undefined {
  const folder = resolve(configured ?? join(import.meta.dirname, '../../../../shared/kestra-exchanges'));
  return existsSync(folder) ? folder : undefined;
}

/** Reads every recording of the folder, in the order in which they were made. */
export function loadRecordings(folder: string): Recording[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      file: name.slice(0, -'.json'.length),
      exchanges: JSON.parse(readFileSync(join(folder, name), 'utf8')) as Exchange[],
    }))
    .sort((a, b) => position(a.file) - position(b.file));
}

/** The searches come late: they need executions of every kind to be there. */
const ORDER = [
  'executions',
  'inputs',
  'flows',
  'pause-resume',
  'restart-replay',
  'kill',
  'breakpoints',
  'subflows',
  'webhook',
  'logs',
  'kv',
  'files',
  'labels-status',
  'follow-sse',
  'errors-auth',
  'search-filters',
  'bulk',
  'graph-dependencies',
  'namespaces',
  'validate',
  'plugins',
  'misc',
  'triggers-backfill',
];

function position(file: string): number {
  const index = ORDER.indexOf(file);
  return index === -1 ? ORDER.length : index;
}

export function isStream(body: unknown): body is RecordedStream {
  return typeof body === 'object' && body !== null && 'frames' in body;
}
