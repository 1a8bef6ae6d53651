import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export interface InstalledEngine {
  /** The Java executable. */
  readonly java: string;
  readonly classPath: readonly string[];
  readonly jvmOptions: readonly string[];
}

export interface EngineSettings {
  readonly port: number;
  readonly dataDir: string;
  readonly ai: boolean;
}

export const CREDENTIALS = { username: 'admin@kestra.io', password: 'Kestra1234' } as const;

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 30_000;
const LINES_IN_ERROR = 20;

/** The Java process that runs the engine. */
export class EngineProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;

  constructor(installed: InstalledEngine, { port, dataDir, ai }: EngineSettings) {
    const quickStart = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx512m'];
    const main = ['-cp', installed.classPath.join(path.delimiter), 'dev.kestramcp.engine.Engine'];
    this.#child = spawn(installed.java, [...quickStart, ...installed.jvmOptions, ...main], {
      cwd: dataDir,
      // Standard input stays open for the engine's life: when it closes, with this process, the engine exits.
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ENGINE_PORT: String(port),
        ENGINE_DATA: dataDir,
        ENGINE_AI: String(ai),
        ENGINE_USERNAME: CREDENTIALS.username,
        ENGINE_PASSWORD: CREDENTIALS.password,
      },
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves when the API answers; rejects with the engine's last lines when it ends or hangs before that. */
  untilReady(log: (line: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const lines: string[] = [];
      const fail = (why: string): void => reject(startFailure(why, lines));
      const timer = setTimeout(() => fail('did not start in time'), START_LIMIT_MS);
      const read = (line: string): void => {
        log(line);
        lines.push(line);
        if (!line.startsWith('READY ')) return;
        clearTimeout(timer);
        resolve();
      };
      createInterface(this.#child.stdout).on('line', read);
      createInterface(this.#child.stderr).on('line', read);
      this.#child.once('error', () => fail('could not be started'));
      this.#child.once('exit', () => {
        clearTimeout(timer);
        fail('ended before it was ready');
      });
    });
  }

  /** Ends the engine and waits for it. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.stdin.on('error', () => {}).end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await exited;
    clearTimeout(timer);
  }
}

function startFailure(why: string, lines: readonly string[]): Error {
  if (lines.some((line) => line.includes('The file is locked'))) {
    return new Error('Another local Kestra already runs on this data folder.');
  }
  return new Error(`The local Kestra ${why}.\n${lines.slice(-LINES_IN_ERROR).join('\n')}`);
}
