import assert from 'node:assert/strict';
import { withCompat, type Listed } from './support/compat.ts';

for (const major of [1, 2] as const) {
  describe(`the official server's tools for data, on Kestra ${major}.x`, () => {
    const { ask, refused, namespace } = withCompat(major);
    const kv = <T>(action: string, args: Record<string, unknown> = {}): Promise<T> =>
      ask('manage_kv_store', { namespace, action, ...args });
    const file = <T>(action: string, args: Record<string, unknown> = {}): Promise<T> =>
      ask('namespace_file_action', { namespace, action, ...args });
    const directory = <T>(action: string, args: Record<string, unknown>): Promise<T> =>
      ask('namespace_directory_action', { namespace, action, ...args });

    for (const [type, value] of [
      ['STRING', 'two words'],
      ['STRING', '42'],
      ['NUMBER', 42],
      ['BOOLEAN', true],
      ['DATE', '2024-03-15'],
      ['DATETIME', '2024-03-15T14:30:00Z'],
      ['DURATION', 'PT4H'],
      ['JSON', { nested: { key: 'value' } }],
      ['JSON', [1, 'two']],
    ] as const) {
      it(`manage_kv_store keeps ${JSON.stringify(value)} as ${type}`, async () => {
        assert.deepEqual(await kv('set', { key: 'typed', value }), { status: 'ok' });
        const got = await kv<{ type: string; value: unknown }>('get', { key: 'typed' });
        assert.equal(got.type, type);
        assert.deepEqual(got.value, value);
      });
    }

    it('manage_kv_store lists and deletes keys', async () => {
      await kv('set', { key: 'listed', value: '{"a": 1}' });
      assert.deepEqual((await kv<{ value: unknown }>('get', { key: 'listed' })).value, { a: 1 });
      const { results } = await kv<Listed<{ key: string; creationDate: string; updateDate: string }>>('list');
      const entry = results.find(({ key }) => key === 'listed');
      assert.ok(Date.parse(entry?.creationDate ?? '') <= Date.parse(entry?.updateDate ?? ''));
      assert.deepEqual(await kv('delete', { key: 'listed' }), { deleted: true });
      assert.deepEqual(await kv('delete', { key: 'listed' }), { deleted: false });
      const error = await refused('manage_kv_store', { namespace, action: 'get', key: 'listed' });
      assert.equal(error.code, 'NOT_FOUND');
    });

    it('manage_kv_store says what it lacks', async () => {
      for (const [action, args, lacks] of [
        ['get', {}, 'key'],
        ['set', { key: 'k' }, 'value'],
        ['set', { value: 1 }, 'key'],
        ['delete', {}, 'key'],
      ] as const) {
        const error = await refused('manage_kv_store', { namespace, action, ...args });
        assert.equal(error.message, `${lacks} is required to ${action}.`);
      }
    });

    it('namespace_file_action writes, reads, finds, moves and deletes', async () => {
      const content = 'import pandas as pd\nprint("é")\n';
      assert.deepEqual(await file('create', { path: 'etl.py', file_content: content }), {
        status: 'created',
      });
      assert.deepEqual(await ask('namespace_file_action', { namespace, path: 'etl.py' }), { content });
      const found = await file<Listed<string>>('search', { q: 'etl' });
      assert.deepEqual(found, { results: ['/etl.py'] });
      assert.deepEqual(await file('move', { path: 'etl.py', to_path: 'moved.py' }), { status: 'moved' });
      assert.deepEqual(await file('get', { path: '/moved.py' }), { content });
      assert.deepEqual(await file('delete', { path: 'moved.py' }), { status: 'deleted' });
      const error = await refused('namespace_file_action', { namespace, path: 'moved.py' });
      assert.equal(error.code, 'NOT_FOUND');
    });

    it('namespace_file_action tells a missing file to move as the official server does', async () => {
      const { error } = await file<{ error: string }>('move', { path: 'nope.py', to_path: 'b.py' });
      assert.match(error, /nope\.py/);
      const lacks = await refused('namespace_file_action', { namespace, action: 'create', path: 'a' });
      assert.equal(lacks.message, 'file_content is required to create.');
    });

    it('namespace_directory_action makes, lists, moves and deletes', async () => {
      assert.deepEqual(await directory('create', { path: 'one' }), { status: 'directory_created' });
      assert.deepEqual(await directory('create', { path: 'one/two' }), { status: 'directory_created' });
      const { results } = await directory<Listed<Record<string, unknown>>>('list', { path: 'one' });
      const [entry] = results;
      assert.deepEqual([results.length, entry?.['type'], entry?.['fileName']], [1, 'Directory', 'two']);
      assert.deepEqual(
        ['lastModifiedTime', 'creationTime', 'size'].map((member) => typeof entry?.[member]),
        ['number', 'number', 'number'],
      );
      const moved = await directory('move', { path: 'one/two', to_path: 'three' });
      assert.deepEqual(moved, { status: 'directory_moved' });
      assert.deepEqual(await directory('delete', { path: 'three' }), { status: 'directory_deleted' });
      const { error } = await directory<{ error: string }>('delete', { path: 'three' });
      assert.match(error, /three/);
    });
  });
}
