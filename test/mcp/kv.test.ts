import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, sendOk } from '../support/executions.ts';
import { McpClient, textOf } from './support/client.ts';
import { failing } from './support/flows.ts';

interface Entry {
  namespace: string;
  key: string;
  revision?: number;
  expires?: string;
  description?: string;
}
interface Value extends Entry {
  type: string;
  value?: unknown;
  part?: string;
  nextCursor?: string;
  inherited?: boolean;
}
interface Listed {
  keys: Entry[];
  total: number;
  nextCursor?: string;
}

for (const major of [1, 2] as const) {
  describe(`the key-value store on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const parent = ownNamespace(`kv${major}`);
    const namespace = `${parent}.sub`;
    let mcp: McpClient;

    before(async () => {
      await createFlow(connection(), failing(namespace));
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'kv' }).start();
    });
    after(() => mcp?.close());

    const set = async (args: Record<string, unknown>): Promise<Value> =>
      (await mcp.call<Value>('set_kv', { namespace, ...args })).result;
    const get = async (key: string, args: Record<string, unknown> = {}): Promise<Value> =>
      (await mcp.call<Value>('get_kv', { namespace, key, ...args })).result;
    const list = async (args: Record<string, unknown>): Promise<Listed> =>
      (await mcp.call<Listed>('list_kv', args)).result;

    for (const [name, value, type, asType, stored] of [
      ['words', 'hello big world', undefined, 'STRING', 'hello big world'],
      ['digits', '42', undefined, 'STRING', '42'],
      ['lines', 'one\ntwo "three" ü', undefined, 'STRING', 'one\ntwo "three" ü'],
      ['number', 42, undefined, 'NUMBER', 42],
      ['flag', false, undefined, 'BOOLEAN', false],
      ['object', { a: [1, 'x'], b: true }, undefined, 'JSON', { a: [1, 'x'], b: true }],
      ['date-text', '2026-01-31', undefined, 'STRING', '2026-01-31'],
      ['date', '2026-01-31', 'DATE', 'DATE', '2026-01-31'],
      ['instant', '2026-01-31T10:00:00+01:00', 'DATETIME', 'DATETIME', '2026-01-31T09:00:00Z'],
      ['duration', 'PT5M', 'DURATION', 'DURATION', 'PT5M'],
      ['parsed', '{"a": 1}', 'JSON', 'JSON', { a: 1 }],
      ['counted', '7', 'NUMBER', 'NUMBER', 7],
      ['spelled', 7, 'STRING', 'STRING', '7'],
    ] as const) {
      it(`set_kv keeps ${JSON.stringify(value)}${type ? ` as ${type}` : ''}`, async () => {
        const key = `typed.${name}`;
        const kept = await set({ key, value, ...(type === undefined ? {} : { type }) });
        assert.deepEqual([kept.type, kept.value], [asType, stored]);
        assert.deepEqual((await get(key)).value, stored);
      });
    }

    it('set_kv refuses what is not of the type, and stores nothing', async () => {
      const error = await mcp.refused('set_kv', { namespace, key: 'wrong', value: 'many', type: 'NUMBER' });
      assert.equal(error.code, 'INVALID');
      assert.match(error.message, /"many" is not a number/);
      await mcp.refused('set_kv', { namespace, key: 'wrong', value: 1, ttl: '5 minutes' });
      await mcp.refused('set_kv', { namespace, key: 'a key', value: 1 });
      assert.equal((await mcp.refused('get_kv', { namespace, key: 'wrong' })).code, 'NOT_FOUND');
    });

    it('set_kv keeps ttl and description of a key unless told otherwise', async () => {
      const first = await set({ key: 'kept', value: 1, ttl: 'PT1H', description: 'for a test' });
      assert.equal(first.description, 'for a test');
      const second = await set({ key: 'kept', value: 2 });
      assert.deepEqual([second.value, second.revision, second.description], [2, 2, 'for a test']);
      const shift = Date.parse(second.expires ?? '') - Date.parse(first.expires ?? '');
      assert.ok(Math.abs(shift) < 2_000, `expires ${shift} ms later`);
      const third = await set({ key: 'kept', value: 3, ttl: 'none', description: '' });
      assert.deepEqual([third.expires, third.description], [undefined, undefined]);
    });

    it('get_kv takes a value from the nearest namespace above and says so', async () => {
      await set({ namespace: parent, key: 'shared', value: 'from above' });
      const found = await get('shared');
      assert.deepEqual([found.value, found.namespace, found.inherited], ['from above', parent, true]);
      const error = await mcp.refused('get_kv', { namespace, key: 'shared', inherit: false });
      assert.match(error.message, new RegExp(`There is no key shared in ${namespace}`));
      await set({ key: 'shared', value: 'own' });
      const own = await get('shared');
      assert.deepEqual([own.value, own.namespace, own.inherited], ['own', namespace, undefined]);
    });

    it('get_kv tells a missing key from a missing namespace, and an expired key', async function () {
      this.timeout(90_000);
      const noKey = await mcp.refused('get_kv', { namespace, key: 'nope' });
      assert.match(noKey.message, /There is no key nope in .* nor in the namespaces above/);
      const misspelled = await mcp.refused('get_kv', { namespace, key: 'typed.nunber' });
      assert.match(misspelled.hint ?? '', /It may be typed\.number/);
      const noNamespace = await mcp.refused('get_kv', { namespace: `${namespace}x`, key: 'nope' });
      assert.equal(noNamespace.message, `There is no namespace ${namespace}x.`);
      assert.match(noNamespace.hint ?? '', new RegExp(`It may be ${namespace}`));
      // Long enough to be read back by a machine under load.
      await set({ key: 'brief', value: 'x', ttl: 'PT5S' });
      const brief = { name: 'get_kv', arguments: { namespace, key: 'brief' } };
      // Kestra says it once, and forgets the key.
      let answer = await mcp.client.callTool(brief);
      for (; !answer.isError; answer = await mcp.client.callTool(brief)) await sleep(500);
      assert.match(textOf(answer as CallToolResult), /expired/);
    });

    it('get_kv gives a long value in parts', async () => {
      const value = 'x'.repeat(12_000);
      await set({ key: 'long', value });
      const parts: string[] = [];
      let cursor: string | undefined;
      do {
        const found = await get('long', cursor === undefined ? {} : { cursor });
        assert.ok(JSON.stringify(found).length < 6_000);
        parts.push(found.part ?? '');
        cursor = found.nextCursor;
      } while (cursor !== undefined);
      assert.equal(parts.join(''), value);
    });

    it('list_kv lists one namespace, by text, by cursor, and with what is inherited', async () => {
      await set({ namespace: parent, key: 'only-above', value: 1 });
      const mine = await list({ namespace, limit: 200 });
      assert.ok(mine.keys.every((entry) => entry.namespace === namespace));
      assert.ok(!mine.keys.some(({ key }) => key === 'only-above'));
      const typed = await list({ namespace, query: 'typed.' });
      assert.equal(typed.total, 13);
      const first = await list({ namespace, query: 'typed.', limit: 10 });
      const rest = await list({ namespace, query: 'typed.', limit: 10, cursor: first.nextCursor });
      assert.deepEqual([...first.keys, ...rest.keys], typed.keys);
      const seen = await list({ namespace, inherited: true, limit: 200 });
      const above = seen.keys.find(({ key }) => key === 'only-above');
      assert.equal(above?.namespace, parent);
      const shared = seen.keys.filter(({ key }) => key === 'shared');
      assert.deepEqual(
        shared.map((entry) => entry.namespace),
        [namespace],
      );
    });

    it('list_kv keeps its answers small, and refuses inherited keys of no namespace', async () => {
      const big = `${parent}.big`;
      const puts = Array.from({ length: 120 }, (_, at) =>
        sendOk(connection(), 'PUT', `namespaces/${big}/kv/key-${at}`, {
          body: '1',
          headers: { 'content-type': 'text/plain', description: 'd'.repeat(200) },
        }),
      );
      await Promise.all(puts);
      const { keys, total, nextCursor } = await list({ namespace: big, limit: 200 });
      assert.ok(JSON.stringify(keys).length < 6_000);
      assert.deepEqual([total, nextCursor], [120, String(keys.length)]);
      const error = await mcp.refused('list_kv', { inherited: true });
      assert.equal(error.code, 'INVALID');
    });

    it('delete_kv first tells, then deletes, and names what is not there', async () => {
      for (const key of ['gone.a', 'gone.b']) await set({ key, value: 1 });
      const keys = ['gone.a', 'gone.b', 'gone.c'];
      interface Deletion {
        deleted: boolean;
        keys: Entry[];
        missing: string[];
      }
      const told = (await mcp.call<Deletion>('delete_kv', { namespace, keys })).result;
      assert.equal(told.deleted, false);
      assert.deepEqual([told.keys.map(({ key }) => key), told.missing], [['gone.a', 'gone.b'], ['gone.c']]);
      assert.equal((await get('gone.a')).value, 1);
      const done = (await mcp.call<Deletion>('delete_kv', { namespace, keys, confirm: true })).result;
      assert.equal(done.deleted, true);
      assert.equal((await list({ namespace, query: 'gone.' })).total, 0);
      const again = await mcp.refused('delete_kv', { namespace, keys, confirm: true });
      assert.equal(again.code, 'NOT_FOUND');
    });

    it('set_kv needs the access level author, delete_kv full', async () => {
      const limited = await new McpClient(
        { ...connection(), access: 'author' },
        { KESTRA_MCP_TOOLSET: 'kv' },
      ).start();
      try {
        const key = { namespace, key: 'typed.number' };
        await limited.call('set_kv', { ...key, value: 42 });
        const error = await limited.refused('delete_kv', {
          namespace,
          keys: ['typed.number'],
          confirm: true,
        });
        assert.equal(error.code, 'REFUSED');
        assert.equal((await limited.call<Value>('get_kv', key)).result.value, 42);
      } finally {
        await limited.close();
      }
    });
  });
}
