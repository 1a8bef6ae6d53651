import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

describe('the npm package', () => {
  let folder = '';
  let files: string[] = [];

  /** npm with the Node that runs this test, as a user with only that one has it. */
  const npm = async (command: 'npm' | 'npx', args: string[], cwd = '.'): Promise<string> => {
    const bin = path.dirname(process.execPath);
    const env = {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env['PATH']}`,
      KESTRA_BASE_URL: '',
    };
    const { stdout } = await run(command, args, { cwd, env, shell: process.platform === 'win32' });
    return stdout;
  };

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-package-'));
    // The scripts would build anew, below the feet of other tests.
    const packed = await npm('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
    const [found] = JSON.parse(packed) as { filename: string; files: { path: string }[] }[];
    assert.ok(found);
    files = found.files.map((file) => file.path);
    const archive = path.join(folder, found.filename);
    await npm(
      'npm',
      ['install', '--prefix', folder, '--offline', '--no-audit', '--no-fund', archive],
      folder,
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('holds what was built and its texts, nothing else', () => {
    const others = files.filter((file) => !file.startsWith('dist/'));
    assert.deepEqual(others.toSorted(), ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
    assert.ok(files.includes('dist/mcp.js'));
    const entries = files.filter((file) => file.startsWith('dist/') && !file.includes('/chunks/'));
    assert.deepEqual(entries.toSorted(), ['dist/mcp.js', 'dist/serve/main.js']);
  });

  it('installs without any dependency, and its command runs', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    const npx = (...args: string[]): Promise<string> =>
      npm('npx', ['--no-install', 'kestra-mcp', ...args], folder);
    assert.equal(await npx('--version'), `${version}\n`);
    assert.match(await npx('tools'), /^list_executions +execution +read/m);
  });
}).timeout(120_000);
