import assert from 'node:assert/strict';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, sendOk } from '../support/executions.ts';
import { McpClient } from './support/client.ts';
import { failing } from './support/flows.ts';

interface Listed {
  entries: { path: string; type: string; size?: number }[];
  total: number;
  nextCursor?: string;
}
interface Content {
  path: string;
  revision: number;
  size: number;
  encoding: string;
  content: string;
  nextCursor?: string;
}
interface Written {
  path: string;
  type: string;
  created?: boolean;
  size?: number;
  revision?: number;
}
interface Deletion {
  deleted: boolean;
  type: string;
  files: string[];
  total: number;
}

/** A zip archive with one empty file `inside.txt`. */
const ZIP =
  'UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAKAAAAaW5zaWRlLnR4dFBLAQIUAxQAAAAAAAAAIQAAAAAAAAAAAAAAAAAKAAAAAAAAAAAAAACAAQAAAABpbnNpZGUudHh0UEsFBgAAAAABAAEAOAAAACgAAAAAAA==';

for (const major of [1, 2] as const) {
  describe(`namespace files on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`files${major}`);
    let mcp: McpClient;

    before(async () => {
      await createFlow(connection(), failing(namespace));
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'files' }).start();
    });
    after(() => mcp?.close());

    const write = async (path: string, args: Record<string, unknown>): Promise<Written> =>
      (await mcp.call<Written>('write_namespace_file', { namespace, path, ...args })).result;
    const read = async (path: string, args: Record<string, unknown> = {}): Promise<Content> =>
      (await mcp.call<Content>('read_namespace_file', { namespace, path, ...args })).result;
    const list = async (path: string, args: Record<string, unknown> = {}): Promise<Listed> =>
      (await mcp.call<Listed>('list_namespace_files', { namespace, path, ...args })).result;
    const paths = async (path: string, args: Record<string, unknown> = {}): Promise<string[]> =>
      (await list(path, args)).entries.map((entry) => entry.path);

    it('list_namespace_files tells an empty namespace from one that is not there', async () => {
      assert.deepEqual(await list('/'), { entries: [], total: 0 });
      const error = await mcp.refused('list_namespace_files', { namespace: `${namespace}x` });
      assert.equal(error.message, `There is no namespace ${namespace}x.`);
    });

    it('write_namespace_file writes text with its directories, and a new revision only when told to', async () => {
      const first = await write('scripts/deep/run.sh', { text: 'echo ü\n' });
      assert.deepEqual(first, {
        path: '/scripts/deep/run.sh',
        type: 'file',
        created: true,
        size: 8,
        revision: 1,
      });
      const again = { namespace, path: '/scripts/deep/run.sh', text: 'echo 2\n' };
      const error = await mcp.refused('write_namespace_file', again);
      assert.equal(error.code, 'CONFLICT');
      const second = await write(again.path, { text: again.text, overwrite: true });
      assert.deepEqual([second.created, second.revision], [false, 2]);
      assert.equal((await read(again.path)).content, 'echo 2\n');
      const old = await read(again.path, { revision: 1 });
      assert.deepEqual([old.content, old.revision], ['echo ü\n', 1]);
      interface Revisions {
        revisions: number[];
      }
      const { result } = await mcp.call<Revisions>('list_namespace_file_revisions', {
        namespace,
        path: again.path,
      });
      assert.deepEqual(result.revisions, [1, 2]);
    });

    it('write_namespace_file keeps binary data, and a zip as it is', async () => {
      const base64 = Buffer.from(Array.from({ length: 256 }, (_, value) => value)).toString('base64');
      await write('/bin/data.bin', { base64 });
      const data = await read('/bin/data.bin');
      assert.deepEqual([data.encoding, data.content, data.size], ['base64', base64, 256]);
      await write('/bin/archive.zip', { base64: ZIP });
      assert.equal((await read('/bin/archive.zip')).content, ZIP);
      assert.deepEqual(await paths('/bin'), ['/bin/archive.zip', '/bin/data.bin']);
      assert.ok(!(await paths('/')).includes('/inside.txt'));
    });

    it('write_namespace_file makes a directory, and refuses what would become something else', async () => {
      assert.deepEqual(await write('/empty/', {}), { path: '/empty', type: 'directory' });
      await write('/made/further/down/', {});
      assert.deepEqual(await paths('/made'), ['/made/further']);
      await mcp.call('delete_namespace_file', { namespace, path: '/made', confirm: true });
      for (const [args, message] of [
        [{ path: '/empty', text: 'x', overwrite: true }, /is a directory/],
        [{ path: '/my file.txt', text: 'x' }, /blanks/],
        [{ path: '/_flows/x.yml', text: 'x' }, /flows, not files/],
        [{ path: '/../x', text: 'x' }, /upwards/],
        [{ path: '/nothing.txt' }, /nothing to write/],
        [{ path: '/both.txt', text: 'x', base64: 'eA==' }, /not both/],
      ] as const) {
        assert.match((await mcp.refused('write_namespace_file', { namespace, ...args })).message, message);
      }
    });

    it('read_namespace_file gives a long text in parts', async () => {
      const text = Array.from({ length: 900 }, (_, line) => `line ${line} ü`).join('\n');
      await write('/long.txt', { text });
      const parts: string[] = [];
      let cursor: string | undefined;
      do {
        const part = await read('/long.txt', cursor === undefined ? {} : { cursor });
        assert.ok(Buffer.byteLength(part.content) <= 4_000);
        parts.push(part.content);
        cursor = part.nextCursor;
      } while (cursor !== undefined);
      assert.ok(parts.length > 2);
      assert.equal(parts.join(''), text);
    });

    it('read_namespace_file says what is missing', async () => {
      const missing = await mcp.refused('read_namespace_file', { namespace, path: '/none.txt' });
      assert.equal(missing.code, 'NOT_FOUND');
      assert.match(missing.message, /no file or directory \/none\.txt/);
      const revision = { namespace, path: '/scripts/deep/run.sh', revision: 9 };
      assert.match((await mcp.refused('read_namespace_file', revision)).hint ?? '', /revisions are 1, 2/);
      const directory = await mcp.refused('read_namespace_file', { namespace, path: '/scripts' });
      assert.match(directory.message, /is a directory/);
    });

    it('list_namespace_files lists one level with sizes, or the whole tree, by cursor', async () => {
      const { entries } = await list('/');
      assert.deepEqual(
        entries.map(({ path, type }) => [path, type]),
        [
          ['/bin', 'directory'],
          ['/empty', 'directory'],
          ['/scripts', 'directory'],
          ['/long.txt', 'file'],
        ],
      );
      assert.ok((entries.at(-1)?.size ?? 0) > 4_000);
      const all = ['/bin/archive.zip', '/bin/data.bin', '/long.txt', '/scripts/deep/run.sh'];
      assert.deepEqual(await paths('/', { recursive: true }), all);
      assert.deepEqual(await paths('/scripts', { recursive: true }), ['/scripts/deep/run.sh']);
      const first = await list('/', { recursive: true, limit: 3 });
      assert.equal(first.total, 4);
      assert.deepEqual(await paths('/', { recursive: true, limit: 3, cursor: first.nextCursor }), [all[3]]);
      const error = await mcp.refused('list_namespace_files', { namespace, path: '/none' });
      assert.equal(error.code, 'NOT_FOUND');
    });

    it('search_namespace_files finds by any part of a path', async () => {
      const search = async (query: string): Promise<string[]> =>
        (await mcp.call<{ paths: string[] }>('search_namespace_files', { namespace, query })).result.paths;
      assert.deepEqual(await search('deep/ru'), ['/scripts/deep/run.sh']);
      assert.deepEqual(await search('.zip'), ['/bin/archive.zip']);
      assert.deepEqual(await search('nothing-like-it'), []);
    });

    it('move_namespace_file makes the parents of the target and leaves the old one', async () => {
      await write('/from/only.txt', { text: 'x' });
      const move = { namespace, path: '/from/only.txt', to_path: '/to/deep/moved.txt' };
      await mcp.call('move_namespace_file', move);
      assert.equal((await read('/to/deep/moved.txt')).content, 'x');
      assert.deepEqual(await paths('/to'), ['/to/deep']);
      assert.deepEqual(await paths('/from'), []);
      assert.ok((await paths('/')).includes('/from'));
      assert.equal((await mcp.refused('read_namespace_file', move)).code, 'INVALID');
      await mcp.call('move_namespace_file', { namespace, path: '/to', to_path: '/moved/to' });
      assert.deepEqual(await paths('/moved', { recursive: true }), ['/moved/to/deep/moved.txt']);
    });

    it('move_namespace_file refuses a missing source, an existing target, and a directory into itself', async () => {
      for (const [path, to_path, code] of [
        ['/none.txt', '/x.txt', 'NOT_FOUND'],
        ['/long.txt', '/bin/data.bin', 'CONFLICT'],
        ['/scripts', '/scripts/deep/x', 'INVALID'],
      ] as const) {
        const error = await mcp.refused('move_namespace_file', { namespace, path, to_path });
        assert.equal(error.code, code, error.message);
      }
      assert.equal((await read('/scripts/deep/run.sh')).revision, 2);
    });

    it('delete_namespace_file first tells how many files go, then deletes them and keeps the parent', async () => {
      for (const name of ['a', 'b', 'c']) await write(`/old/data/${name}.txt`, { text: name });
      const place = { namespace, path: '/old/data' };
      const told = (await mcp.call<Deletion>('delete_namespace_file', place)).result;
      assert.deepEqual([told.deleted, told.type, told.total], [false, 'directory', 3]);
      assert.deepEqual(told.files, ['/old/data/a.txt', '/old/data/b.txt', '/old/data/c.txt']);
      assert.equal((await paths('/old/data')).length, 3);
      const done = (await mcp.call<Deletion>('delete_namespace_file', { ...place, confirm: true })).result;
      assert.deepEqual([done.deleted, done.total], [true, 3]);
      assert.deepEqual(await paths('/old'), []);
      const again = await mcp.refused('delete_namespace_file', { ...place, confirm: true });
      assert.equal(again.code, 'NOT_FOUND');
    });

    it('are kept by Kestra as they were written', async () => {
      const seen = await sendOk(
        connection(),
        'GET',
        `namespaces/${namespace}/files?path=/scripts/deep/run.sh`,
      );
      assert.equal(await seen.text(), 'echo 2\n');
    });

    it('are written from the access level author on, and deleted from full on', async () => {
      const settings = { KESTRA_MCP_TOOLSET: 'files' };
      const author = await new McpClient({ ...connection(), access: 'author' }, settings).start();
      const reader = await new McpClient({ ...connection(), access: 'operate' }, settings).start();
      try {
        const place = { namespace, path: '/long.txt' };
        await author.call('write_namespace_file', { ...place, text: 'short', overwrite: true });
        const deletion = await author.refused('delete_namespace_file', { ...place, confirm: true });
        assert.equal(deletion.code, 'REFUSED');
        const writing = await reader.refused('write_namespace_file', { ...place, text: '', overwrite: true });
        assert.equal(writing.code, 'REFUSED');
        assert.equal((await read('/long.txt')).content, 'short');
      } finally {
        await author.close();
        await reader.close();
      }
    });
  });
}
