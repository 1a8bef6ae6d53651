import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { connectionToEnvironment, VARIABLES } from '../../src/shared/variables.ts';
import { LISTING } from '../../src/mcp/listing.ts';
import { parseCommandLine, UsageError } from '../../src/mcp/cli/commandLine.ts';
import { OWN_AUDIT } from '../support/auditFolder.ts';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace } from '../support/executions.ts';
import { failing } from './support/flows.ts';
import { SERVER } from './support/serverProcess.ts';

const NOWHERE = 'http://127.0.0.1:9';

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the built server with these variables and none of the test's own. */
async function runServer(
  args: string[],
  { env, cwd, stdin = '' }: { env: Record<string, string>; cwd?: string; stdin?: string },
): Promise<Ran> {
  const child = spawn(process.execPath, [path.resolve(SERVER), ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env['PATH'] ?? '', ...OWN_AUDIT, ...env },
  });
  child.stdin.end(stdin);
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
  return { code: await closed, out, err };
}

describe('kestra-mcp in a shell', () => {
  const connection = withKestra();
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-cli-'));
  });
  afterEach(() => rm(path.join(folder, '.env'), { force: true }));
  after(() => rm(folder, { recursive: true, force: true }));

  const run = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
    runServer(args, { env, cwd: folder });
  const dotEnv = (variables: Record<string, string>, name = '.env'): Promise<void> =>
    writeFile(
      path.join(folder, name),
      Object.entries(variables)
        .map(([key, value]) => `${key}="${value}"\n`)
        .join(''),
    );
  const here = (): Record<string, string> => connectionToEnvironment(connection());

  it('--version tells that of the package', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    for (const flag of ['--version', '-v']) {
      assert.deepEqual(await run([flag]), { code: 0, out: `${version}\n`, err: '' });
    }
  });

  it('--help names every command and every variable', async () => {
    const { code, out } = await run(['--help']);
    assert.equal(code, 0);
    for (const word of ['check', 'tools', 'call TOOL [JSON]', '--env-file', ...Object.values(VARIABLES)]) {
      assert.ok(out.includes(word), word);
    }
  });

  it('what it does not understand is 2, with a word about what there is', async () => {
    for (const args of [['dance'], ['--dance'], ['call'], ['tools', 'more']]) {
      const { code, out, err } = await run(args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, /kestra-mcp --help tells what there is/);
    }
  });

  it('tools lists what a client would be offered', async () => {
    const env = { KESTRA_MCP_ACCESS: 'read', KESTRA_MCP_DISABLED_TOOLS: 'logs' };
    const { out } = await run(['tools'], env);
    const expected = LISTING.tools.filter(
      ({ daily, effect, group }) => daily && effect === 'read' && group !== 'logs',
    );
    const [head = '', ...rows] = out.split('\n\n')[0]?.split('\n') ?? [];
    assert.match(head, /^TOOL +GROUP +EFFECT +WHAT IT DOES$/);
    assert.deepEqual(
      rows.map((row) => row.split(/ {2,}/)),
      expected.map(({ name, group, effect, title }) => [name, group, effect, title]),
    );
    assert.ok(
      out.endsWith(
        `${expected.length} of ${LISTING.tools.length} tools: toolset default, without logs; access read.\n`,
      ),
    );
  });

  it('tools tells what is wrong with the configuration', async () => {
    const { code, err } = await run(['tools'], { KESTRA_MCP_TOOLSET: 'flowz' });
    assert.equal(code, 1);
    assert.match(err, /KESTRA_MCP_TOOLSET: there is no toolset flowz/);
  });

  it('.env in the working directory is read, and what is really set wins', async () => {
    await dotEnv({ ...here(), KESTRA_BASE_URL: NOWHERE });
    assert.match((await run(['check'])).out, /127\.0\.0\.1:9 cannot be reached/);
    const { code, out } = await run(['check'], { KESTRA_BASE_URL: connection().baseUrl });
    assert.equal(code, 0, out);
  });

  it('--env-file names another file, --no-env-file none', async () => {
    await dotEnv({ KESTRA_BASE_URL: NOWHERE });
    await dotEnv(here(), 'other.env');
    assert.equal((await run(['--env-file', 'other.env', 'check'])).code, 0);
    const { out } = await run(['--no-env-file', 'check']);
    assert.doesNotMatch(out, /127\.0\.0\.1:9 /);
  });

  it('--env-file that is not there is told', async () => {
    const { code, out, err } = await run(['--env-file', 'none.env', 'check']);
    // Node looks for it first.
    assert.ok(code === 2 || code === 9, `${code}`);
    assert.equal(out, '');
    assert.match(err, /none\.env/);
  });

  it('a secret is read from the file that its variable names, and not from two places', async () => {
    const { KESTRA_PASSWORD: password = '', ...others } = here();
    const file = path.join(folder, 'password');
    await writeFile(file, `${password}\n`);
    const { code, out } = await run(['check'], { ...others, KESTRA_PASSWORD_FILE: file });
    assert.equal(code, 0, out);
    for (const more of [
      { KESTRA_PASSWORD: password, KESTRA_PASSWORD_FILE: file },
      { KESTRA_PASSWORD_FILE: `${file}.gone` },
    ]) {
      const refused = await run(['check'], { ...others, ...more });
      assert.equal(refused.code, 2);
      assert.match(refused.err, /KESTRA_PASSWORD_FILE/);
      assert.ok(!refused.err.includes(password));
    }
  });

  it('only variables for this server are taken from .env', async () => {
    await dotEnv({ ...here(), HTTP_PROXY: NOWHERE, NODE_OPTIONS: '--wrong' });
    assert.equal((await run(['check'])).code, 0);
  });

  it('the server reads .env as well', async () => {
    await dotEnv({ ...here(), KESTRA_MCP_CONNECTION: 'from-file' });
    const initialize = {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    };
    const request = { jsonrpc: '2.0', id: 1, method: 'initialize', params: initialize };
    const { out } = await runServer([], { env: {}, cwd: folder, stdin: `${JSON.stringify(request)}\n` });
    assert.match(out, /"title":"Kestra from-file"/);
  });

  for (const [what, change, expected] of [
    ['a wrong address', { KESTRA_BASE_URL: NOWHERE }, /✗ address +.*nothing listens there/],
    ['a wrong tenant', { KESTRA_TENANT_ID: 'nobody' }, /✗ tenant +.*Tenant must be 'main'/],
    ['a wrong API version', { KESTRA_API_VERSION: '2' }, /✗ version +1\..*spoken to as 2\.x/],
  ] as const) {
    it(`check tells ${what}`, async () => {
      const { code, out } = await run(['check'], { ...here(), ...change });
      assert.equal(code, 1);
      assert.match(out, expected);
    });
  }

  it('check tells what is wrong with the configuration', async () => {
    const { code, err } = await run(['check'], { KESTRA_BASE_URL: 'ftp://kestra' });
    assert.equal(code, 1);
    assert.match(err, /KESTRA_BASE_URL: .*ftp/);
  });
});

for (const major of [1, 2] as const) {
  describe(`kestra-mcp in a shell, with Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`cli${major}`);
    before(() => createFlow(connection(), failing(namespace)));

    const run = (args: string[], stdin = ''): Promise<Ran> =>
      runServer(['--no-env-file', ...args], { env: connectionToEnvironment(connection()), stdin });

    it('check finds all right', async () => {
      const { code, out } = await run(['check']);
      assert.equal(code, 0, out);
      assert.deepEqual(out.match(/^\S \w+/gm), ['✓ address', '✓ version', '✓ credentials', '✓ tenant']);
      assert.match(out, new RegExp(`spoken to as ${major}\\.x`));
    });

    it('check tells a wrong password', async () => {
      const env = { ...connectionToEnvironment(connection()), KESTRA_PASSWORD: 'Wrong1234' };
      const { code, out } = await runServer(['--no-env-file', 'check'], { env });
      assert.equal(code, 1);
      // 2.x tells its version to those only whom it knows.
      const version = major === 1 ? '✓ version' : '– version';
      assert.deepEqual(out.match(/^\S \w+/gm), ['✓ address', version, '✗ credentials', '– tenant']);
    });

    it('call prints the result', async () => {
      const args = JSON.stringify({ namespace, flow_id: 'failing' });
      const { code, out, err } = await run(['call', 'get_flow', args]);
      assert.deepEqual([code, err], [0, '']);
      assert.equal((JSON.parse(out) as { revision: number }).revision, 1);
    });

    it('call reads arguments from stdin, and needs none', async () => {
      const { out } = await run(['call', 'get_flow', '-'], JSON.stringify({ namespace, flow_id: 'failing' }));
      assert.equal((JSON.parse(out) as { id: string }).id, 'failing');
      assert.equal((await run(['call', 'connection_status'])).code, 0);
    });

    it('call prints an error to stderr', async () => {
      const errorOf = async (...args: string[]): Promise<Record<string, string>> => {
        const { code, out, err } = await run(['call', ...args]);
        assert.deepEqual([code, out], [1, '']);
        return JSON.parse(err) as Record<string, string>;
      };
      const missing = await errorOf('get_flow', JSON.stringify({ namespace, flow_id: 'none' }));
      assert.equal(missing['code'], 'NOT_FOUND');
      assert.match(missing['hint'] ?? '', /search_flows/);
      assert.equal((await errorOf('get_flow', '{}'))['code'], 'INVALID');
      assert.match((await errorOf('get_flow', '{namespace'))['message'] ?? '', /are no JSON/);
      assert.match((await errorOf('get_flows'))['hint'] ?? '', /Is it get_flow/);
    });
  });
}

describe('the command line', () => {
  it('serves over stdio without a command', () => {
    assert.deepEqual(parseCommandLine([]), { command: { name: 'stdio' }, envFile: { path: undefined } });
    assert.deepEqual(parseCommandLine(['--no-env-file']), { command: { name: 'stdio' }, envFile: 'none' });
  });

  it('leaves what follows a command of the team server to that', () => {
    const { command, envFile } = parseCommandLine(['--env-file', 'a', 'serve', '--port', '1', '--help']);
    assert.deepEqual(command, { name: 'team', args: ['serve', '--port', '1', '--help'] });
    assert.deepEqual(envFile, { path: 'a' });
  });

  it('calls with what follows', () => {
    const { command } = parseCommandLine(['call', 'get_flow', '{}', '--env-file', 'a']);
    assert.deepEqual(command, { name: 'call', tool: 'get_flow', json: '{}' });
  });

  it('refuses what contradicts itself', () => {
    assert.throws(() => parseCommandLine(['--no-env-file', '--env-file', 'a']), UsageError);
  });
});
