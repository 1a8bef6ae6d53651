import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cachedFolder, keyOf } from '../../kestra-engine/install/cacheFolder.ts';
import { runProgram } from '../../kestra-engine/install/runProgram.ts';
import { freePort } from '../../kestra-engine/freePort.ts';

/** Redis as Debian packs it, with the libraries that a bare system lacks. */
const PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];
const PATIENCE_MS = 20_000;

/** A Redis of its own on this machine, which keeps nothing. */
export class RedisServer {
  readonly url: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort(0));
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const { program, libraries } = await redisProgram();
    const options = { port: this.#port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: tmpdir() };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const env = { ...process.env, LD_LIBRARY_PATH: libraries };
    this.#process = spawn(program, args, { env, stdio: 'ignore' });
    await listening(this.#port);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}

/** The system's own, else Debian's packages, unpacked once into the cache: that needs no rights. */
async function redisProgram(): Promise<{ program: string; libraries: string }> {
  const own = (process.env['PATH'] ?? '').split(path.delimiter).map((one) => path.join(one, 'redis-server'));
  const found = own.find((file) => existsSync(file));
  if (found !== undefined) return { program: found, libraries: '' };
  const folder = await cachedFolder('redis', keyOf(PACKAGES), unpack);
  const lib = path.join(folder, 'usr', 'lib');
  const platforms = (await readdir(lib)).map((name) => path.join(lib, name));
  return { program: path.join(folder, 'usr', 'bin', 'redis-server'), libraries: platforms.join(':') };
}

async function unpack(folder: string): Promise<void> {
  const missing = 'The tests of replicas need Redis: install redis-server, or run them on Debian.';
  const run = (program: string, ...args: string[]): Promise<void> =>
    runProgram(program, args, {
      missing,
      failed: `${program} ${args.join(' ')} failed.`,
      cwd: folder,
      log: () => {},
    });
  const download = (): Promise<void> => run('apt-get', 'download', ...PACKAGES);
  await download().catch(async () => {
    // A fresh system does not know yet what there is.
    await run('apt-get', 'update');
    await download();
  });
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.deb')))
    await run('dpkg-deb', '--extract', name, '.');
}

async function listening(port: number): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(30)) {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    if (Date.now() > end) throw new Error('Redis does not listen.');
  }
}
