import type { IncomingMessage, ServerResponse } from 'node:http';
import { notFound, Problem } from './problem.ts';

/** One request on its way to a route. */
export interface Call {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Buffer;
  headers: IncomingMessage['headers'];
  response: ServerResponse;
}

/** A file as it came in a form. */
export interface UploadedFile {
  name: string;
  content: Buffer;
}

/** An answer. A handler that answers by itself (event streams) returns nothing. */
export interface Reply {
  status?: number;
  json?: unknown;
  text?: string;
  bytes?: Buffer;
  headers?: Record<string, string>;
}

export interface Route {
  method: string;
  segments: string[];
  consumes: string | undefined;
  produces: string;
  handle: (call: Call) => Reply | undefined | Promise<Reply>;
}

export const MULTIPART = 'multipart/form-data';
export const YAML = 'application/x-yaml';
export const EVENT_STREAM = 'text/event-stream';
const JSON_TYPE = 'application/json';

/** A route; `{name}` segments are parameters. It takes and gives JSON unless it says otherwise. */
export function route(
  pattern: string,
  handle: Route['handle'],
  { consumes, produces = JSON_TYPE }: { consumes?: string; produces?: string } = {},
): Route {
  const [method = '', path = ''] = pattern.split(' ');
  return { method, segments: path.split('/').filter(Boolean), consumes, produces, handle };
}

/** Chooses like Micronaut: path first (404), then method (405), body type (415), accepted type (406). */
export function choose(routes: readonly Route[], method: string, segments: string[], call: Call): Route {
  const matching = routes
    .filter((candidate) => matches(candidate, segments))
    .sort((a, b) => literals(b) - literals(a));
  if (matching.length === 0) throw notFound();
  const wanted = method === 'HEAD' ? 'GET' : method;
  const [chosen] = matching.filter((candidate) => candidate.method === wanted);
  if (!chosen) throw notAllowed(call, matching);
  refuseBodyType(chosen, call);
  refuseAccept(chosen, call);
  chosen.segments.forEach((segment, position) => {
    if (isParameter(segment)) call.params[segment.slice(1, -1)] = segments[position] ?? '';
  });
  return chosen;
}

/** A query parameter that must be there. */
export function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value !== null) return value;
  throw new Problem('invalid-query-parameter', `Required QueryValue [${name}] not specified`);
}

export function jsonBody(call: Call, argument: string): unknown {
  const text = call.body.toString();
  if (text === '') throw new Problem('invalid-request-body', `Required Body [${argument}] not specified`);
  try {
    return JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? error.message : '';
    throw new Problem('invalid-json', `Failed to convert argument [${argument}] due to: ${cause}`);
  }
}

/**
 * The parts of a multipart body as text, files as what `keep` makes of them. A broken body counts as empty: Kestra
 * starts the run all the same.
 */
export async function formParts(
  call: Call,
  keep: (name: string, file: UploadedFile) => string = (_name, file) => file.name,
): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  for (const [name, part] of await form(call).catch(() => [])) {
    if (typeof part === 'string') parts.set(name, part);
    else if (part.size > 0) parts.set(name, keep(name, await uploaded(part)));
  }
  return parts;
}

/** The file parts of a multipart body by their names. */
export async function formFiles(call: Call): Promise<Map<string, UploadedFile>> {
  const files = new Map<string, UploadedFile>();
  for (const [name, part] of await form(call)) {
    if (typeof part !== 'string') files.set(name, await uploaded(part));
  }
  return files;
}

async function form({ headers, body }: Call): Promise<[string, string | File][]> {
  const type = headers['content-type'];
  if (type === undefined || body.length === 0) return [];
  const answer = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  return [...(await answer.formData())];
}

async function uploaded(part: File): Promise<UploadedFile> {
  return { name: part.name, content: Buffer.from(await part.arrayBuffer()) };
}

function matches(candidate: Route, segments: string[]): boolean {
  return (
    candidate.segments.length === segments.length &&
    candidate.segments.every((segment, position) => isParameter(segment) || segment === segments[position])
  );
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

function literals({ segments }: Route): number {
  return segments.filter((segment) => !isParameter(segment)).length;
}

function notAllowed({ path, method }: Call, matching: Route[]): Problem {
  const allow = [...new Set(matching.map((candidate) => candidate.method))].join(', ');
  const detail = `Method [${method}] not allowed for URI [${path}]. Allowed methods: [${allow}]`;
  return new Problem('method-not-allowed', detail, [], { allow });
}

function refuseBodyType({ consumes, method }: Route, { headers }: Call): void {
  const sent = headers['content-type']?.split(';')[0];
  const taken = consumes ?? JSON_TYPE;
  if (sent === undefined || sent === taken || (method === 'GET' && !consumes)) return;
  const detail = `Content Type [${sent}] not allowed. Allowed types: [${taken}]`;
  throw new Problem('unsupported-media-type', detail);
}

function refuseAccept({ produces }: Route, { headers }: Call): void {
  const accepted = (headers.accept ?? '*/*').split(',').map((type) => type.split(';')[0]?.trim() ?? '');
  const family = `${produces.split('/')[0]}/*`;
  if (accepted.some((type) => ['*/*', family, produces].includes(type))) return;
  const detail = `Specified Accept Types [${accepted.join(', ')}] not supported. Supported types: [${produces}]`;
  throw new Problem('not-acceptable', detail);
}
