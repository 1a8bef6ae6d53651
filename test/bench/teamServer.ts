import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../kestra-engine/freePort.ts';
import { GENERATIONS, pythonPackages } from '../interop/pythonPackages.ts';
import { OWN_AUDIT } from '../support/auditFolder.ts';
import { startHttpServer } from '../support/httpServer.ts';
import { BUDGETS } from './budgets.ts';
import { callsPerSecond, HttpClient } from './httpLoad.ts';
import type { Measure } from './measure.ts';
import { OUR_SERVER, type Kept } from './stdioProcess.ts';

const CLIENTS = 16;
/** By then everything is compiled, and the messages that are kept for streams that break are as many as ever. */
const WARM_CALLS = 9_000;
/** The server in Python answers fewer: it would take half an hour. */
const PEER_PART = 0.02;
const PATIENCE_MS = 60_000;
const TOKEN = 'a-token-for-the-bench-alone';

interface Load {
  perSecond: number;
  /** MB after all calls. */
  resident: number;
  /** MB more of the heap than when it was warm; only where it can be asked. */
  growth?: number;
}

type Program = (port: number, kestra: string) => { process: ChildProcess; token?: string };

/**
 * Calls of a tool that asks Kestra once, from several clients at the same time; Kestra answers at once. Beside it a bare
 * Node server and FastMCP, of which the official server is made.
 */
export async function measureTeamServer(calls: number): Promise<Measure[]> {
  const kestra = await startHttpServer(({ url }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(url.endsWith('/configs') ? '{"version":"1.3.25"}' : NAMESPACES);
  });
  try {
    const packages = await pythonPackages(GENERATIONS[0]);
    const load = (program: Program, part = 1): Promise<Load> =>
      measureLoad(program, kestra.baseUrl, calls * part);
    const floor = await load(bareServer);
    const ours = await load(teamServer);
    const peer = await load(fastMcp(packages), PEER_PART);
    const after = `after ${calls.toLocaleString('en')} calls`;
    return [
      {
        name: `calls per second, ${CLIENTS} clients`,
        unit: '/s',
        ours: ours.perSecond,
        floor: floor.perSecond,
        fastMcp: peer.perSecond,
        budget: BUDGETS.teamRate,
      },
      {
        name: `memory ${after}`,
        unit: 'MB',
        ours: ours.resident,
        floor: floor.resident,
        fastMcp: peer.resident,
      },
      { name: `heap more ${after}`, unit: 'MB', ours: ours.growth ?? 0, budget: BUDGETS.teamGrowth },
    ];
  } finally {
    await kestra.close();
  }
}

const NAMESPACES = JSON.stringify({
  results: Array.from({ length: 20 }, (_, index) => ({ id: `company.team${index}`, deleted: false })),
  total: 20,
});

async function measureLoad(program: Program, kestra: string, calls: number): Promise<Load> {
  const port = await freePort(0);
  const { process: child, token } = program(port, kestra);
  const clients = Array.from(
    { length: CLIENTS },
    () => new HttpClient({ url: `http://127.0.0.1:${port}/mcp`, token }),
  );
  try {
    await untilListening(clients[0]);
    await Promise.all(clients.slice(1).map((client) => client.begin()));
    const warmUp = calls > WARM_CALLS ? WARM_CALLS : calls / 2;
    await callsPerSecond(clients, warmUp);
    const warm = await kept(child);
    const perSecond = await callsPerSecond(clients, calls - warmUp);
    const end = await kept(child);
    const resident = await residentMegabytes(child);
    const growth = warm && end && (end.heap - warm.heap) / 1e6;
    return { perSecond, resident, ...(growth === undefined ? {} : { growth }) };
  } finally {
    for (const client of clients) client.close();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

const teamServer: Program = (port, kestra) => {
  const probe = ['--expose-gc', '--import', path.join(import.meta.dirname, 'heapProbe.mjs')];
  const env = { ...OWN_AUDIT, KESTRA_BASE_URL: kestra, KESTRA_MCP_TOKEN: TOKEN };
  const args = [...probe, OUR_SERVER, 'serve', '--port', String(port)];
  const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
  return { process: spawn(process.execPath, args, { env, stdio: [...stdio] }), token: TOKEN };
};

const bareServer: Program = (port, kestra) => {
  const script = path.join(import.meta.dirname, 'bareHttpServer.cjs');
  const env = { KESTRA_BASE_URL: kestra };
  return { process: spawn(process.execPath, [script, String(port)], { env, stdio: 'ignore' }) };
};

const fastMcp =
  (packages: string): Program =>
  (port, kestra) => {
    const script = path.join(import.meta.dirname, 'fastMcpServer.py');
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, PYTHONPATH: packages, KESTRA_BASE_URL: kestra };
    return { process: spawn('python3', ['-B', script, String(port)], { env, stdio: 'ignore' }) };
  };

async function untilListening(client: HttpClient | undefined): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    try {
      await client?.begin();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/** Of a process with a probe in it. */
async function kept(child: ChildProcess): Promise<Kept | undefined> {
  if (!child.connected) return undefined;
  const told = once(child, 'message');
  child.send('tell');
  const [answer] = (await told) as [Kept];
  return answer;
}

async function residentMegabytes({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}
