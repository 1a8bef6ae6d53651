import * as z from 'zod';
import { Failure } from '../../../shared/failure.ts';
import type { KvEntry } from '../../../kestra/api/kv.ts';
import type { KvType } from '../../../model/kvValue.ts';
import { deleteKv, listKv, readKv, setKv } from '../../../operations/kv.ts';
import type { ToolContext } from '../../tool.ts';
import { text } from '../arguments.ts';
import { defineActionTool } from '../compatTool.ts';
import { boundedResults, required } from '../shape.ts';

/** The most that 2.x gives at once. */
const MOST_KEYS = 1_000;

const input = z.strictObject({
  namespace: text.required('Namespace'),
  action: z.enum(['get', 'set', 'list', 'delete']),
  key: text.optional('For get, set and delete'),
  value: z.unknown().default(null).describe('For set: any JSON'),
});
type Input = z.output<typeof input>;

export const manageKvStore = defineActionTool({
  name: 'manage_kv_store',
  group: 'kv',
  title: 'Manage the key-value store',
  description:
    'Get, set, list or delete keys of a namespace. A text stays a text, unless it is a date, a date with time (…Z), or a JSON object or list.',
  input,
  nextCall: { not_found: 'Call manage_kv_store list to see the keys.' },
  actions: {
    get: { effect: 'read', run: get },
    set: { effect: 'write', run: set },
    list: { effect: 'read', run: list },
    delete: { effect: 'delete', run: remove },
  },
});

async function get(context: ToolContext, { namespace, key }: Input): Promise<object> {
  const wanted = { namespace, key: required('key', 'get', key), inherit: false };
  const { type, value, revision, updated } = await readKv(context, wanted);
  return { type, value, revision, updated };
}

async function set(context: ToolContext, { namespace, key, value }: Input): Promise<object> {
  const given = meant(required('value', 'set', value));
  await setKv(context, { namespace, key: required('key', 'set', key), ...given });
  return { status: 'ok' };
}

async function list(context: ToolContext, { namespace }: Input): Promise<object> {
  const { items, total } = await listKv(context, { namespace }, { limit: MOST_KEYS });
  return boundedResults(items.map(inKestrasWords), { total, rest: 'The others can be read by their keys.' });
}

function inKestrasWords({
  namespace,
  key,
  revision,
  description,
  created,
  updated,
  expires,
}: KvEntry): object {
  return {
    namespace,
    key,
    version: revision,
    description,
    creationDate: created,
    updateDate: updated,
    expirationDate: expires,
  };
}

async function remove(context: ToolContext, { namespace, key }: Input): Promise<object> {
  const keys = [required('key', 'delete', key)];
  try {
    const { deleted } = await deleteKv(context, { namespace, keys, confirm: context.consent });
    return { deleted };
  } catch (error) {
    if (Failure.is(error, 'not_found')) return { deleted: false };
    throw error;
  }
}

/** What a text stands for; the text "42" remains one. */
function meant(value: unknown): { value: unknown; type?: KvType } {
  if (typeof value !== 'string') return { value };
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { value, type: 'DATE' };
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}Z$/.test(value))
    return { value: value.replace(' ', 'T'), type: 'DATETIME' };
  return /^\s*[[{]/.test(value) && isJson(value) ? { value, type: 'JSON' } : { value };
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
