import { anyValue, TEXTS } from './hostileValues.ts';
import type { Random } from '../../support/random.ts';

/** What has to come back for a line, by JSON-RPC 2.0 and the specification of MCP. */
export type Expected =
  /** Exactly one answer with this id, of these codes; without codes a result will do too. */
  | { kind: 'answer'; id: string | number; codes?: readonly number[] }
  /** An error whose id could not be read. */
  | { kind: 'anonymous'; code: number }
  | { kind: 'nothing' };

export interface HostileLine {
  bytes: Buffer;
  expected: Expected;
}

const METHODS = [
  'ping',
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/read',
  'resources/templates/list',
  'resources/subscribe',
  'resources/unsubscribe',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'initialize',
] as const;
const NO_METHODS = [
  '',
  'tools',
  'tools/call ',
  'TOOLS/LIST',
  '__proto__',
  'constructor',
  'tools/call/../x',
] as const;
const NOTIFICATIONS = [
  'notifications/cancelled',
  'notifications/progress',
  'notifications/initialized',
  'notifications/roots/list_changed',
  'notifications/unknown',
  'ping',
] as const;

const PARSE_ERROR = -32_700;
const INVALID_REQUEST = -32_600;
const METHOD_NOT_FOUND = -32_601;

type Maker = (random: Random, id: string | number) => HostileLine;

/** One line that a broken or hostile client might send. */
export function hostileLine(random: Random, number: number): HostileLine {
  const id = random.chance(0.5) ? number : `${random.pick(['id', '', '🙂', '__proto__'])}${number}`;
  return random.pick(MAKERS)(random, id);
}

const MAKERS: readonly [Maker, ...Maker[]] = [
  garbage,
  notUtf8,
  truncated,
  notARequest,
  batch,
  wrongVersion,
  wrongId,
  unknownMethod,
  wildParams,
  wildParams,
  wildParams,
  extraMembers,
  notification,
  answer,
];

function line(value: unknown, expected: Expected): HostileLine {
  return { bytes: Buffer.from(JSON.stringify(value)), expected };
}

function garbage(random: Random): HostileLine {
  const text = random.pick([
    'not json',
    '{',
    '}',
    '"',
    "{'id': 1}",
    'NaN',
    '{"a":1}}',
    '\u0000',
    '[1,',
    '﻿{',
  ] as const);
  return { bytes: Buffer.from(text), expected: { kind: 'anonymous', code: PARSE_ERROR } };
}

function notUtf8(random: Random, id: string | number): HostileLine {
  const head = Buffer.from(
    `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"method":"ping","params":{"_meta":{"x":"`,
  );
  const broken = Buffer.concat([Buffer.from([0xc3]), random.bytes(3).map((byte) => byte | 0xf8)]);
  const bytes = Buffer.concat([head, broken, Buffer.from('"}}}')]);
  return { bytes, expected: { kind: 'anonymous', code: PARSE_ERROR } };
}

function truncated(random: Random, id: string | number): HostileLine {
  const whole = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method: 'ping', params: {} }));
  const bytes = whole.subarray(0, 1 + random.below(whole.length - 1));
  return { bytes, expected: { kind: 'anonymous', code: PARSE_ERROR } };
}

function notARequest(random: Random): HostileLine {
  const value = random.pick([
    null,
    1,
    'text',
    true,
    {},
    { jsonrpc: '2.0' },
    { id: null },
    { params: [] },
  ] as const);
  return line(value, { kind: 'anonymous', code: INVALID_REQUEST });
}

function batch(random: Random, id: string | number): HostileLine {
  const one = { jsonrpc: '2.0', id, method: 'ping' };
  const value = random.pick<unknown[]>([[], [one], [one, one], [[one]], [null]]);
  return line(value, { kind: 'anonymous', code: INVALID_REQUEST });
}

function wrongVersion(random: Random, id: string | number): HostileLine {
  const jsonrpc = random.pick<unknown>(['1.0', 2, null, undefined, '2.0 ', ['2.0']]);
  return line({ jsonrpc, id, method: 'ping' }, { kind: 'answer', id, codes: [INVALID_REQUEST] });
}

function wrongId(random: Random): HostileLine {
  const id = random.pick([null, 1.5, {}, [], true, 1e300] as const);
  return line({ jsonrpc: '2.0', id, method: 'ping' }, { kind: 'anonymous', code: INVALID_REQUEST });
}

function unknownMethod(random: Random, id: string | number): HostileLine {
  const method = random.pick([...NO_METHODS, ...TEXTS] as [string, ...string[]]);
  return line({ jsonrpc: '2.0', id, method }, { kind: 'answer', id, codes: [METHOD_NOT_FOUND] });
}

/** The method is right, what it is given is anything. */
function wildParams(random: Random, id: string | number): HostileLine {
  const method = random.pick(METHODS);
  const params = random.chance(0.3) ? anyValue(random) : paramsLike(random);
  const isObject = typeof params === 'object' && params !== null && !Array.isArray(params);
  const isRequest = isObject && isMeta(params);
  const codes = isRequest ? {} : { codes: [INVALID_REQUEST] };
  return line({ jsonrpc: '2.0', id, method, params }, { kind: 'answer', id, ...codes });
}

/** What every request may have in its parameters: an envelope that is wrong makes it none. */
function isMeta(params: object): boolean {
  return !Object.hasOwn(params, '_meta');
}

function paramsLike(random: Random): object {
  const names = ['name', 'arguments', 'uri', 'cursor', 'ref', 'argument', 'protocolVersion', 'task'] as const;
  const given = names.filter(() => random.chance(0.4)).map((name) => [name, anyValue(random)] as const);
  const name = random.pick(['list_executions', 'get_execution', 'save_flow', 'no_such_tool'] as const);
  return { ...(random.chance(0.5) ? { name } : {}), ...Object.fromEntries(given) };
}

function extraMembers(random: Random, id: string | number): HostileLine {
  const extra = JSON.parse(
    `{"__proto__":{"polluted":"yes"},"more":${JSON.stringify(random.pick(TEXTS))}}`,
  ) as object;
  const value = Object.assign(extra, { jsonrpc: '2.0', id, method: 'ping' });
  return line(value, { kind: 'answer', id, codes: [INVALID_REQUEST] });
}

function notification(random: Random): HostileLine {
  const method = random.pick(NOTIFICATIONS);
  const cancelled = { requestId: `none-${random.next()}`, reason: random.pick(TEXTS) };
  const params = random.chance(0.5) ? cancelled : anyValue(random);
  return line({ jsonrpc: '2.0', method, params }, { kind: 'nothing' });
}

/** To a question that was never asked. */
function answer(random: Random, id: string | number): HostileLine {
  const what = random.chance(0.5) ? { result: anyValue(random) } : { error: anyValue(random) };
  return line({ jsonrpc: '2.0', id, ...what }, { kind: 'nothing' });
}
