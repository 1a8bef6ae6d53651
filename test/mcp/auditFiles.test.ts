import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileSink } from '../../src/mcp/audit/fileSink.ts';
import { auditFileName } from '../../src/shared/audit/auditFiles.ts';
import { AuditReader } from '../../src/shared/audit/auditReader.ts';
import { formatAuditLine } from '../../src/shared/audit/auditLine.ts';

const today = (): string => new Date().toISOString().slice(0, 10);
const lineOf = (id: string): string =>
  formatAuditLine({ v: 1, event: 'call', id, time: new Date().toISOString() });
const idsIn = async (folder: string): Promise<string[]> =>
  (await new AuditReader(folder).readNew()).map(({ id }) => id);

describe('files of the audit log', () => {
  let root = '';
  let folder = '';

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-audit-files-'));
    folder = path.join(root, 'state', 'audit');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('two processes that write at the same time lose and tear no line, over many files', async function () {
    this.timeout(120_000);
    const LINES = 2_000;
    const names = ['one', 'two'];
    const writers = names.map((name) =>
      spawn(process.execPath, ['test/mcp/support/auditWriter.ts', folder, name, `${LINES}`, '60000'], {
        stdio: 'inherit',
      }),
    );
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0] as number));
    assert.deepEqual(codes, [0, 0]);
    const files = await readdir(folder);
    assert.ok(files.length > 20, `${files.length} files`);
    for (const file of files) {
      const lines = (await readFile(path.join(folder, file), 'utf8')).split('\n').slice(0, -1);
      for (const line of lines) assert.doesNotThrow(() => JSON.parse(line), `${file}: ${line}`);
    }
    const expected = names.flatMap((name) => Array.from({ length: LINES }, (_, index) => `${name}-${index}`));
    assert.deepEqual((await idsIn(folder)).sort(), expected.sort());
  });

  it('only their owner reads them', async function () {
    if (process.platform === 'win32') this.skip();
    const sink = new FileSink(folder);
    sink.append(lineOf('a'));
    const [file = ''] = await readdir(folder);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.equal((await stat(path.join(folder, file))).mode & 0o777, 0o600);
    await chmod(path.join(folder, file), 0o644);
    new FileSink(folder).append(lineOf('b'));
    assert.equal((await stat(path.join(folder, file))).mode & 0o777, 0o600);
    assert.deepEqual(await idsIn(folder), ['a', 'b']);
  });

  it('neither a link nor a pipe is written to, nor a folder that everybody may write to', async function () {
    if (process.platform === 'win32') this.skip();
    const target = path.join(root, 'target');
    await mkdir(folder, { recursive: true });
    await symlink(target, path.join(folder, auditFileName(today(), 1)));
    assert.throws(() => new FileSink(folder).append(lineOf('a')), { code: 'ELOOP' });
    await rm(path.join(folder, auditFileName(today(), 1)));
    await chmod(folder, 0o777);
    assert.throws(() => new FileSink(folder).append(lineOf('a')), /everybody may write/);
    await assert.rejects(stat(target), { code: 'ENOENT' });
  });

  it('a file that somebody removes is begun anew', async () => {
    const sink = new FileSink(folder);
    sink.append(lineOf('a'));
    const [file = ''] = await readdir(folder);
    await rm(path.join(folder, file));
    sink.append(lineOf('b'));
    assert.deepEqual(await idsIn(folder), ['b']);
  });

  it('so many are kept, and none that is too old; other files stay', async () => {
    await mkdir(folder, { recursive: true });
    for (const day of ['2020-01-01', '2020-01-02'])
      await writeFile(path.join(folder, auditFileName(day, 1)), '');
    await writeFile(path.join(folder, 'notes.txt'), '');
    const sink = new FileSink(folder, { fileBytes: 1, files: 3, days: 90 });
    for (let index = 0; index < 6; index += 1) sink.append(lineOf(`${index}`));
    const files = await readdir(folder);
    assert.ok(files.includes('notes.txt'));
    assert.equal(files.length, 4, files.join());
    assert.deepEqual(await idsIn(folder), ['3', '4', '5']);
  });
});
