import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUDGETS } from './budgets.ts';
import { interleave, median, type Measure } from './measure.ts';
import { BARE_SERVER, OUR_SERVER, StdioProcess } from './stdioProcess.ts';

interface Start {
  /** Milliseconds since the spawn. */
  initialized: number;
  listed: number;
  /** Resident MB after that. */
  memory: number;
}

/** A server from its spawn to its answered `tools/list`, as each window of an editor starts it. */
export async function measureStartup(rounds: number): Promise<Measure[]> {
  const cache = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-bench-'));
  const env = (folder: string): NodeJS.ProcessEnv => ({ ...process.env, KESTRA_MCP_CACHE_DIR: folder });
  let coldCaches = 0;
  try {
    // The warm-up rounds fill the compile cache, which Node writes when a process ends.
    const samples = await interleave(
      { rounds, warmUp: 2 },
      {
        floor: () => start(BARE_SERVER, process.env),
        warm: () => start(OUR_SERVER, env(path.join(cache, 'warm'))),
        cold: () => start(OUR_SERVER, env(path.join(cache, `cold${(coldCaches += 1)}`))),
      },
    );
    const of = (kind: keyof typeof samples, what: keyof Start): number =>
      median(samples[kind].map((sample) => sample[what]));
    return [
      {
        name: 'spawn to `initialize` answered',
        unit: 'ms',
        floor: of('floor', 'initialized'),
        ours: of('warm', 'initialized'),
        budget: BUDGETS.initialize,
      },
      {
        name: 'spawn to `tools/list` answered',
        unit: 'ms',
        floor: of('floor', 'listed'),
        ours: of('warm', 'listed'),
      },
      {
        name: 'the same at the first start ever',
        unit: 'ms',
        floor: of('floor', 'listed'),
        ours: of('cold', 'listed'),
      },
      {
        name: 'memory after `tools/list`',
        unit: 'MB',
        floor: of('floor', 'memory'),
        ours: of('warm', 'memory'),
        budget: BUDGETS.idleMemory,
      },
    ];
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

async function start(script: string, env: NodeJS.ProcessEnv): Promise<Start> {
  const spawned = performance.now();
  const server = new StdioProcess(script, env);
  await server.initialize();
  const initialized = performance.now() - spawned;
  await server.request('tools/list');
  const listed = performance.now() - spawned;
  const memory = await server.residentMegabytes();
  await server.stop();
  return { initialized, listed, memory };
}
