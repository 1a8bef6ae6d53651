import type { HttpAnswer } from '../http.ts';
import { wordingsOf } from '../messages.ts';
import { kindOf, shapeDifferences, shapeOf, type Strictness } from '../shape.ts';
import type { IdMap } from './idMap.ts';
import type { RecordedResponse } from './recording.ts';

/** How much of a body is compared; `identity` leaves out what moves on while it is read. */
export type Depth = 'full' | 'identity';

/** Differences between a recorded answer and a live one, readable, none when they are alike. */
export function answerDifferences(
  recorded: RecordedResponse,
  live: HttpAnswer,
  ids: IdMap,
  depth: Depth = 'full',
): string[] {
  const head = headDifferences(recorded, live);
  if (recorded.status !== live.status || depth === 'identity') return head;
  if (recorded.contentType !== 'application/json') return [...head, ...textDifferences(recorded, live)];
  return [...head, ...jsonDifferences(recorded, live, ids)];
}

/** Headers a client acts upon: their presence is compared, not their value. */
const HEADERS = ['www-authenticate', 'location', 'content-disposition'];

function headDifferences(recorded: RecordedResponse, live: HttpAnswer): string[] {
  const recordedHeaders = Object.keys(recorded.headers).map((name) => name.toLowerCase());
  return [
    ...difference('status', recorded.status, live.status),
    ...difference('content type', recorded.contentType, live.contentType),
    ...HEADERS.flatMap((name) =>
      difference(`header ${name}`, recordedHeaders.includes(name), name in live.headers),
    ),
  ].map((text) => (text.startsWith('status') && live.status >= 400 ? `${text} ${excerpt(live.text)}` : text));
}

function textDifferences(recorded: RecordedResponse, live: HttpAnswer): string[] {
  const expected = typeof recorded.body === 'string' ? recorded.body : '';
  if (recorded.contentType === 'text/csv')
    return difference('columns', firstLine(expected), firstLine(live.text));
  return difference('empty body', expected === '', live.text === '');
}

function jsonDifferences(recorded: RecordedResponse, live: HttpAnswer, ids: IdMap): string[] {
  // Some answers are plain text in spite of their content type.
  const body = parseJson(live.text) ?? live.text;
  return bodyDifferences(recorded.body, body, ids, recorded.truncated ? 'atLeast' : 'exact');
}

/** Compares two JSON bodies: shape, wording of messages, state of an execution, emptiness of counts. */
export function bodyDifferences(
  recorded: unknown,
  live: unknown,
  ids: IdMap,
  strictness: Strictness,
): string[] {
  const expected = withoutLinkNulls(recorded);
  const actual = withoutLinkNulls(live);
  if (kindOf(expected) !== 'object' && kindOf(expected) !== 'array') {
    return difference('body', toLiveText(expected, ids), JSON.stringify(actual));
  }
  const alike =
    isArbitraryPage(expected) || isArbitraryPage(actual)
      ? shapeDifferences(shapeOf(withCoreMembers(expected)), shapeOf(actual), 'atLeast')
      : [
          ...shapeDifferences(shapeOf(withoutCuts(expected, actual)), shapeOf(actual), strictness),
          ...wordingDifferences(expected, actual, ids),
        ];
  return [
    ...alike,
    ...difference('state', stateOf(expected), stateOf(actual)),
    ...['count', 'total'].flatMap((name) =>
      difference(`${name} is 0`, isZero(expected, name), isZero(actual, name)),
    ),
  ];
}

function wordingDifferences(recorded: unknown, live: unknown, ids: IdMap): string[] {
  const found = wordingsOf(live);
  return wordingsOf(recorded).flatMap(({ place, text }) => {
    const wanted = ids.toLive(text);
    const here = found.filter((wording) => wording.place === place);
    if (here.length === 0 || here.some((wording) => wording.text.startsWith(wanted))) return [];
    return [`${place}: expected "${wanted}", got "${here.map((wording) => wording.text).join('" / "')}"`];
  });
}

/** `_links.self` carries null members in some recorded errors and not in others. */
function withoutLinkNulls(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value._links) || !isRecord(value._links.self)) return value;
  const self = Object.entries(value._links.self).filter(([, member]) => member !== null);
  return { ...value, _links: { ...value._links, self: Object.fromEntries(self) } };
}

/** The recorder put `{"...": "cut"}` where it left out a deep value: any object will do there. */
function withoutCuts(recorded: unknown, live: unknown): unknown {
  if (!isRecord(recorded)) return recorded;
  if ('...' in recorded) return live;
  const counterparts = isRecord(live) ? live : {};
  return Object.fromEntries(
    Object.entries(recorded).map(([name, member]) => [name, withoutCuts(member, counterparts[name])]),
  );
}

/** A search which found more than it shows: which results come first is not comparable. */
function isArbitraryPage(body: unknown): boolean {
  return isRecord(body) && Array.isArray(body.results) && Number(body.total) > body.results.length;
}

/** What every element of a search has, whatever flow it comes from. */
const CORE_MEMBERS = new Set([
  'id',
  'namespace',
  'flowId',
  'flowRevision',
  'revision',
  'timestamp',
  'level',
  'message',
]);

function withCoreMembers(page: unknown): unknown {
  if (!isRecord(page) || !Array.isArray(page.results)) return page;
  const isCore = ([name]: [string, unknown]): boolean => CORE_MEMBERS.has(name);
  const results = page.results.map((element: unknown) =>
    isRecord(element) ? Object.fromEntries(Object.entries(element).filter(isCore)) : element,
  );
  return { ...page, results };
}

/** The current state when the body is one execution. */
export function stateOf(body: unknown): unknown {
  return isRecord(body) && 'flowId' in body && isRecord(body.state) ? body.state.current : undefined;
}

function isZero(body: unknown, name: string): boolean {
  return isRecord(body) && body[name] === 0;
}

function toLiveText(value: unknown, ids: IdMap): string {
  return ids.toLive(JSON.stringify(value));
}

function difference(what: string, expected: unknown, actual: unknown): string[] {
  return expected === actual ? [] : [`${what}: expected ${String(expected)}, got ${String(actual)}`];
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.trim() ?? '';
}

function excerpt(text: string): string {
  return `(${text.slice(0, 160)})`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
