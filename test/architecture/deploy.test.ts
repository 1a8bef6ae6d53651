import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { parseRoles } from '../../src/mcp/http/roles/rolesFile.ts';
import { parseServeSettings, SERVE_HELP } from '../../src/mcp/http/serveCommandLine.ts';
import { SECRET_VARIABLES } from '../../src/mcp/cli/secretFiles.ts';
import { freePort } from '../kestra-engine/freePort.ts';
import { eventually } from '../mcp/support/eventually.ts';

const DEPLOY = 'src/packaging/deploy';

interface Instruction {
  word: string;
  rest: string;
}

/** The instructions of the stage that becomes the image. */
async function imageInstructions(): Promise<Instruction[]> {
  const text = await readFile(path.join(DEPLOY, 'Dockerfile'), 'utf8');
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  const all = lines.flatMap((line) => {
    const [, word, rest] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return word === undefined || rest === undefined ? [] : [{ word, rest: rest.trim() }];
  });
  return all.slice(all.findLastIndex(({ word }) => word === 'FROM'));
}

interface Compose {
  services: Record<
    string,
    {
      environment?: Record<string, string>;
      secrets?: string[];
      volumes?: string[];
      build?: { context: string; dockerfile: string };
    }
  >;
  secrets: Record<string, { environment: string }>;
  volumes: Record<string, unknown>;
}

describe('the image', () => {
  let folder = '';
  let instructions: Instruction[] = [];
  let server: ChildProcess | undefined;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-image-'));
    instructions = await imageInstructions();
  });
  after(async () => {
    if (server !== undefined) {
      server.kill();
      await once(server, 'close');
    }
    await rm(folder, { recursive: true, force: true });
  });

  const rest = (word: string): string[] =>
    instructions.filter((one) => one.word === word).map((one) => one.rest);

  it('holds all that the team server needs: it starts, and is healthy', async () => {
    for (const copied of rest('COPY')) {
      const [, from = '', to = ''] = /^--from=build \/build\/(\S+) \/(\S+)$/.exec(copied) ?? [];
      const target = to.endsWith('/') ? path.join(folder, to, path.basename(from)) : path.join(folder, to);
      await mkdir(path.dirname(target), { recursive: true });
      await cp(from, target, { recursive: true });
    }
    const port = await freePort(0);
    const env = {
      ...Object.fromEntries(
        rest('ENV')
          .flatMap((line) => line.split(/\s+/))
          .map((one) => one.split('=')),
      ),
      PATH: path.dirname(process.execPath),
      KESTRA_BASE_URL: 'http://127.0.0.1:9',
      KESTRA_MCP_HOST: '127.0.0.1',
      KESTRA_MCP_PORT: String(port),
      KESTRA_MCP_AUDIT: path.join(folder, 'audit'),
    };
    const inFolder = (word: string): string => word.replace(/^\/app\//, `${folder}/app/`);
    const [program = '', ...args] = [...words(rest('ENTRYPOINT')), ...words(rest('CMD'))].map(inFolder);
    server = spawn(program, args, { env, cwd: path.join(folder, 'app'), stdio: 'ignore' });
    const [check = ''] = rest('HEALTHCHECK').map((line) => line.replace(/^.* CMD /, ''));
    await eventually(async () => {
      const [node = '', ...code] = JSON.parse(check) as string[];
      const [status] = (await once(spawn(node, code, { env }), 'close')) as [number];
      assert.equal(status, 0);
    });
  }).timeout(60_000);

  it('runs as nobody of importance, and its folder is theirs', () => {
    assert.deepEqual(rest('USER'), ['node']);
    assert.match(rest('RUN').join(), /--owner=node .*--mode=0700 \/var\/lib\/kestra-mcp$/);
    assert.deepEqual(rest('VOLUME'), ['/var/lib/kestra-mcp']);
  });

  it('is built from files that are there', async () => {
    const ignore = await readFile(path.join(DEPLOY, 'Dockerfile.dockerignore'), 'utf8');
    const kept = ignore.split('\n').filter((line) => line.startsWith('!'));
    assert.ok(kept.length > 0);
    for (const line of kept) await stat(line.slice(1));
  });
});

describe('the compose file', () => {
  let compose: Compose;

  before(async () => {
    compose = parse(await readFile(path.join(DEPLOY, 'compose.yaml'), 'utf8')) as Compose;
  });

  it('sets what the server understands, and secrets by file alone', async () => {
    const { environment = {}, secrets = [] } = compose.services['kestra-mcp'] ?? {};
    const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'));
    for (const [name, file] of files) {
      assert.ok(
        SECRET_VARIABLES.some((secret) => `${secret}_FILE` === name),
        name,
      );
      assert.ok(secrets.includes(path.basename(file)), file);
    }
    const named = Object.keys(environment);
    assert.ok(SECRET_VARIABLES.every((secret) => secret === 'KESTRA_TOKEN_STORE' || !named.includes(secret)));
    const given = Object.fromEntries(files.map(([name]) => [name.replace(/_FILE$/, ''), 'a secret']));
    const settings = parseServeSettings([], { KESTRA_MCP_HOST: '0.0.0.0', ...environment, ...given });
    assert.ok(settings !== 'help');
    assert.equal(settings.publicUrl, 'http://localhost:8081');
    for (const name of named.filter((one) => !one.endsWith('_FILE') && one !== 'KESTRA_TOKEN_STORE')) {
      assert.ok(SERVE_HELP.includes(name), name);
    }
  });

  it('gives the roles that Keycloak’s realm has', async () => {
    const realm = JSON.parse(await readFile(path.join(DEPLOY, 'keycloak', 'realm.json'), 'utf8')) as {
      roles: { realm: { name: string }[] };
    };
    const file = path.join(DEPLOY, 'config', 'roles.yaml');
    const roles = parseRoles(await readFile(file, 'utf8'), file);
    assert.deepEqual(
      roles.roles.flatMap(({ when }) => when).toSorted(),
      realm.roles.realm.map(({ name }) => name).toSorted(),
    );
  });

  it('mounts folders that are there, and volumes and secrets that it declares', async () => {
    const there = await readdir(DEPLOY);
    for (const { volumes = [], secrets = [], build } of Object.values(compose.services)) {
      for (const [source = ''] of volumes.map((one) => one.split(':'))) {
        const known = source.startsWith('./') ? there.includes(source.slice(2)) : source in compose.volumes;
        assert.ok(known, source);
      }
      assert.ok(secrets.every((secret) => secret in compose.secrets));
      if (build) await stat(path.join(DEPLOY, build.context, build.dockerfile));
    }
  });
});

function words(lines: readonly string[]): string[] {
  return lines.flatMap((line) => JSON.parse(line) as string[]);
}
