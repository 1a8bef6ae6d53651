import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CREDENTIALS, EngineProcess } from './engineProcess.ts';
import { freePort } from './freePort.ts';
import { installEngine } from './install.ts';

export interface EngineOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Where flows, executions and files are kept. Absent: a new folder that goes when the engine stops. */
  readonly dataDir?: string;
  /** Whether generating flows by AI gives canned answers; else it fails as on a Kestra without a provider. */
  readonly ai?: boolean;
  /** Gets each line the installation and the engine write. */
  readonly log?: (line: string) => void;
}

export interface RunningEngine {
  /** `http://127.0.0.1:<port>` */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  readonly tenant: 'main';
  readonly pid: number;
  /** Ends the engine and waits for it; data in a `dataDir` stays. */
  stop(): Promise<void>;
}

/**
 * Starts the local Kestra: the Kestra engine behind our REST adapter, on the loopback interface, installed first if
 * need be. It resolves when the API answers; the engine dies with this process, however that ends.
 * @throws one sentence: something the installation needs is missing, the port is taken, the engine failed.
 */
export async function startEngine(options: EngineOptions = {}): Promise<RunningEngine> {
  const log = options.log ?? (() => {});
  const installed = await installEngine(log);
  const port = await freePort(options.port ?? 0);
  const dataDir = await dataFolder(options.dataDir);
  const engine = new EngineProcess(installed, { port, dataDir, ai: options.ai ?? false });
  const stop = async (): Promise<void> => {
    await engine.stop();
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await engine.untilReady(log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl: `http://127.0.0.1:${port}`, ...CREDENTIALS, tenant: 'main', pid: engine.pid, stop };
}

async function dataFolder(wanted: string | undefined): Promise<string> {
  if (!wanted) return mkdtemp(path.join(tmpdir(), 'kestra-engine-'));
  await mkdir(wanted, { recursive: true });
  return path.resolve(wanted);
}
