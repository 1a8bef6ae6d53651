import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { send, type Endpoint, type HttpAnswer, type HttpRequest } from '../http.ts';
import { inState, KestraApi } from '../kestraApi.ts';
import { stableText } from '../messages.ts';
import { multipart } from '../multipart.ts';
import { shapeDifferences, shapeOf, type Shape } from '../shape.ts';
import type { CaseRequest, ConformanceCase, Expectation, TypePattern } from './conformanceCase.ts';

/** Kestra writes logs in the background: a reading request may need another try. */
const READING_PATIENCE_MS = 8_000;

/** Brings the server into the given condition, sends the request, checks the answer. */
export async function runCase(
  endpoint: Endpoint,
  { given, request, expect }: ConformanceCase,
): Promise<void> {
  const api = new KestraApi(endpoint);
  const id = (await given?.(api)) ?? '';
  const prepared = httpRequest(request, id);
  const deadline = prepared.method === 'GET' ? Date.now() + READING_PATIENCE_MS : 0;
  for (;;) {
    const answer = await send(endpoint, prepared);
    try {
      checkAnswer(answer, expect, id);
      break;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
  if (expect.eventually !== undefined) await api.waitFor(id, inState(expect.eventually));
}

function checkAnswer(answer: HttpAnswer, expect: Expectation, id: string): void {
  assert.equal(answer.status, expect.status, answer.text.slice(0, 500));
  const body = parsed(answer.text);
  if (expect.message !== undefined) {
    assert.equal(
      stableText(String(valueAt(body, 'message'))),
      stableText(expect.message.replaceAll('{id}', id)),
    );
  }
  if (expect.body !== undefined) {
    assert.deepEqual(shapeDifferences(patternShape(expect.body), shapeOf(body), 'atLeast'), []);
  }
  for (const [path, value] of Object.entries(expect.values ?? {})) {
    assert.deepEqual(valueAt(body, path), value, `${path} in ${answer.text.slice(0, 500)}`);
  }
}

function httpRequest(request: CaseRequest, id: string): HttpRequest {
  const [method = '', route = ''] = request.route.replaceAll('{id}', id).split(/ (.*)/s);
  const path = route === '/' || route.startsWith('/api') ? route : `/api/v1/main${route}`;
  const { contentType, body } = requestBody(request, id);
  return {
    method,
    path,
    headers: { ...(contentType ? { 'Content-Type': contentType } : {}), ...request.headers },
    ...(body === undefined ? {} : { body }),
    ...(request.authorization === undefined ? {} : { authorization: request.authorization }),
  };
}

function requestBody(request: CaseRequest, id: string): { contentType?: string; body?: string | Buffer } {
  if (request.parts) return multipart(request.parts);
  if (request.yaml !== undefined) return { contentType: 'application/x-yaml', body: request.yaml };
  if (request.text !== undefined) return { contentType: 'text/plain', body: request.text };
  if (request.json === undefined) return {};
  return { contentType: 'application/json', body: JSON.stringify(request.json).replaceAll('{id}', id) };
}

function patternShape(pattern: TypePattern): Shape {
  if (typeof pattern === 'string')
    return { kinds: new Set([pattern]), members: new Map(), elements: undefined };
  if (isList(pattern)) {
    const [element] = pattern;
    return { kinds: new Set(['array']), members: new Map(), elements: element && patternShape(element) };
  }
  const members = Object.entries(pattern).map(([name, member]): [string, Shape] => [
    name,
    patternShape(member),
  ]);
  return { kinds: new Set(['object']), members: new Map(members), elements: undefined };
}

function isList(pattern: TypePattern): pattern is readonly TypePattern[] {
  return Array.isArray(pattern);
}

function valueAt(body: unknown, path: string): unknown {
  return path === ''
    ? body
    : path
        .split('.')
        .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
