import assert from 'node:assert/strict';
import { sendOk } from '../support/executions.ts';
import type { Stage } from './stage.ts';
import { defineTask, type Task } from './task.ts';

interface Value {
  type: string;
  value: unknown;
}
interface Keys {
  keys: { key: string }[];
}

const READS_FLAG = `
id: checkout
tasks:
  - id: price
    type: io.kestra.plugin.core.log.Log
    message: "{{ kv('new-pricing') }}"
`;

const put = (stage: Stage, key: string, ion: string): Promise<unknown> =>
  sendOk(stage.connection, 'PUT', `namespaces/${stage.namespace}/kv/${key}`, {
    headers: { 'content-type': 'text/plain' },
    body: ion,
  });
const stored = async (stage: Stage, key: string): Promise<[type: string, value: unknown]> => {
  const { type, value } = await stage.read<Value>(`namespaces/${stage.namespace}/kv/${key}`);
  return [type, value];
};

export const KEYS: readonly Task[] = [
  defineTask({
    says: 'Switch the flag for the new pricing in $NS on; it is in the key-value store.',
    flows: [READS_FLAG],
    async given(stage) {
      await put(stage, 'new-pricing', 'false');
      await put(stage, 'old-pricing', 'true');
    },
    calls: ['list_kv', 'get_kv', 'set_kv'],
    async solve(agent, { namespace }) {
      const { keys } = await agent.call<Keys>('list_kv', { namespace });
      const key = keys.map((entry) => entry.key).find((name) => name.includes('new'));
      const { value } = await agent.call<Value>('get_kv', { namespace, key });
      await agent.call('set_kv', { namespace, key, value: !value });
    },
    async check(stage) {
      assert.deepEqual(await stored(stage, 'new-pricing'), ['BOOLEAN', true]);
      assert.deepEqual(await stored(stage, 'old-pricing'), ['BOOLEAN', true]);
    },
  }),

  defineTask({
    says: 'Raise max-rows in the key-value store of $NS by 50.',
    flows: [READS_FLAG],
    given: (stage) => put(stage, 'max-rows', '100'),
    calls: ['get_kv', 'set_kv'],
    async solve(agent, { namespace }) {
      const { value } = await agent.call<Value>('get_kv', { namespace, key: 'max-rows' });
      await agent.call('set_kv', { namespace, key: 'max-rows', value: Number(value) + 50 });
    },
    check: async (stage) => assert.deepEqual(await stored(stage, 'max-rows'), ['NUMBER', 150]),
  }),

  defineTask({
    says: 'Store in $NS: customer = "0042" as text, opens = the date 2026-12-01, limits = {"a": [1, 2]}.',
    flows: [READS_FLAG],
    calls: ['set_kv', 'set_kv', 'set_kv'],
    async solve(agent, { namespace }) {
      await agent.call('set_kv', { namespace, key: 'customer', value: '0042' });
      await agent.call('set_kv', { namespace, key: 'opens', value: '2026-12-01', type: 'DATE' });
      await agent.call('set_kv', { namespace, key: 'limits', value: { a: [1, 2] } });
    },
    async check(stage) {
      assert.deepEqual(await stored(stage, 'customer'), ['STRING', '0042']);
      assert.deepEqual(await stored(stage, 'opens'), ['DATE', '2026-12-01']);
      assert.deepEqual(await stored(stage, 'limits'), ['JSON', { a: [1, 2] }]);
    },
  }),

  defineTask({
    says: 'Remove all keys of $NS that begin with tmp. Tell me which ones before you do it.',
    flows: [READS_FLAG],
    async given(stage) {
      for (const key of ['tmp-1', 'tmp-2', 'kept']) await put(stage, key, '1');
    },
    calls: ['list_kv', 'delete_kv', 'delete_kv'],
    async solve(agent, { namespace }) {
      const found = await agent.call<Keys>('list_kv', { namespace, query: 'tmp' });
      const keys = found.keys.map(({ key }) => key);
      const preview = await agent.call<Keys & { deleted: boolean }>('delete_kv', { namespace, keys });
      await agent.call('delete_kv', { namespace, keys, confirm: true });
      return preview;
    },
    async check(stage, { answer }) {
      assert.equal(answer.deleted, false);
      assert.deepEqual(answer.keys.map(({ key }) => key).toSorted(), ['tmp-1', 'tmp-2']);
      await stored(stage, 'kept');
      for (const key of ['tmp-1', 'tmp-2']) await assert.rejects(stored(stage, key), /404/);
    },
  }),
];
