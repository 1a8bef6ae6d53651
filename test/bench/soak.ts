import { setTimeout as sleep } from 'node:timers/promises';
import { createFlow, ownNamespace } from '../support/executions.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../support/faultProxy.ts';
import { quick } from '../faults/support/flows.ts';
import { Random } from '../support/random.ts';
import type { Connection } from '../../src/shared/connection.ts';
import { connectionToEnvironment } from '../../src/shared/variables.ts';
import { BUDGETS } from './budgets.ts';
import type { Measure } from './measure.ts';
import { slope } from './slope.ts';
import { OUR_SERVER, StdioProcess, type Kept } from './stdioProcess.ts';

const SAMPLE_EVERY_MS = 30_000;
/** Sockets that nobody needs any more are closed by then, on both sides. */
const REST_MS = 6_000;
const USERS = 3;
/** A person or an agent pauses between two calls; without that it would be a test of throughput. */
const PAUSE_MS = 30;
const MEGABYTE = 1024 * 1024;
const HOUR_MS = 3_600_000;
/** The compilers of V8 and the pools of the HTTP client have what they need by then. */
const WARM_UP = 0.25;

/** What the server keeps at a time, in milliseconds since the first look. */
interface Sample extends Kept {
  ms: number;
}

export interface SoakResult {
  minutes: number;
  calls: number;
  spoiled: number;
  measures: Measure[];
}

/** What users ask all day, what goes wrong with it included. */
type Deed = (stage: Stage) => Promise<unknown>;

interface Stage {
  server: StdioProcess;
  proxy: FaultProxy;
  namespace: string;
  random: Random;
  /** Of the execution that was started last. */
  latest: { id: string };
}

const DEEDS: readonly [Deed, ...Deed[]] = [
  ({ server, namespace }) => call(server, 'list_executions', { namespace, limit: 10 }),
  ({ server, latest }) => call(server, 'get_execution', { execution_id: latest.id }),
  ({ server, latest }) => call(server, 'get_execution_logs', { execution_id: latest.id }),
  ({ server, latest }) => call(server, 'follow_execution_logs', { execution_id: latest.id, wait_seconds: 1 }),
  ({ server, latest }) => call(server, 'get_flow_graph', { execution_id: latest.id }),
  ({ server, namespace }) => call(server, 'search_flows', { namespace }),
  ({ server, namespace, random }) =>
    call(server, 'set_kv', { namespace, key: `key-${random.below(5)}`, value: random.next() }),
  ({ server, namespace }) => call(server, 'list_kv', { namespace }),
  ({ server }) => call(server, 'get_execution', { execution_id: 'there-is-none' }),
  ({ server }) => call(server, 'get_execution', { execution: 'wrong arguments' }),
  ({ server }) => server.request('resources/list'),
  ({ server, latest }) => server.request('resources/read', { uri: `kestra://execution/${latest.id}` }),
  ({ server, namespace }) =>
    server.request('prompts/get', { name: 'review_flow', arguments: { namespace, flow_id: 'quick' } }),
  ({ server }) => server.request('tools/list'),
  subscribe,
  run,
  abandon,
  disturb,
  spoil,
];

/** Some users at a time ask for so many minutes; memory and handles are looked at all along. */
export async function soak(connection: Connection, minutes: number): Promise<SoakResult> {
  const namespace = ownNamespace('soak');
  await createFlow(connection, quick(namespace));
  const proxy = await startFaultProxy(connection.baseUrl);
  const server = new StdioProcess(
    OUR_SERVER,
    {
      ...process.env,
      ...connectionToEnvironment({ ...connection, baseUrl: proxy.baseUrl }),
      KESTRA_MCP_TOOLSET: 'all',
      KESTRA_MCP_RATE_LIMITS: 'trigger=unlimited,write=unlimited',
    },
    { isProbed: true },
  );
  try {
    await server.initialize();
    const stage: Stage = { server, proxy, namespace, random: new Random(Date.now()), latest: { id: 'none' } };
    await run(stage);
    return await useFor(stage, minutes);
  } finally {
    await server.stop();
    await proxy.close();
  }
}

async function useFor(stage: Stage, minutes: number): Promise<SoakResult> {
  const end = Date.now() + minutes * 60_000;
  const done = { calls: 0, spoiled: 0, underWay: 0 };
  let rest: Promise<unknown> | undefined;
  const user = async (): Promise<void> => {
    while (Date.now() < end) {
      await rest;
      const deed = stage.random.pick(DEEDS);
      done.calls += 1;
      if (deed === spoil) done.spoiled += 1;
      done.underWay += 1;
      // What was made to go wrong may be told as wrong; a server that dies or hangs ends the soak.
      await deed(stage).catch((error: unknown) => requireAlive(error));
      done.underWay -= 1;
      await sleep(PAUSE_MS);
    }
  };
  const samples: Sample[] = [];
  const look = async (): Promise<void> => {
    for (const start = Date.now(); Date.now() < end; await sleep(SAMPLE_EVERY_MS)) {
      const looked = Promise.withResolvers<void>();
      rest = looked.promise;
      while (done.underWay > 0) await sleep(PAUSE_MS);
      await sleep(REST_MS);
      samples.push({ ms: Date.now() - start, ...(await stage.server.kept()) });
      rest = undefined;
      looked.resolve();
    }
  };
  await Promise.all([look(), ...Array.from({ length: USERS }, user)]);
  return { minutes, calls: done.calls, spoiled: done.spoiled, measures: measuresOf(samples) };
}

function measuresOf(samples: readonly Sample[]): Measure[] {
  const settled = samples.slice(Math.floor(samples.length * WARM_UP));
  const last = settled.at(-1);
  if (last === undefined) throw new Error('The soak was too short for a sample.');
  const first = settled[0] ?? last;
  const inAnHour = (what: 'heap' | 'handles'): number =>
    slope(settled.map((sample) => [sample.ms, sample[what]])) * HOUR_MS;
  return [
    {
      name: 'growth of the heap in an hour',
      unit: 'MB',
      ours: inAnHour('heap') / MEGABYTE,
      budget: BUDGETS.heapGrowth,
    },
    {
      // V8 takes memory from the system in steps: a slope through one of them would say nothing.
      name: 'resident memory, end to warm',
      unit: 'MB',
      ours: (last.resident - first.resident) / MEGABYTE,
      budget: BUDGETS.residentGrowth,
    },
    {
      name: 'growth of open handles in an hour',
      unit: 'handles',
      ours: inAnHour('handles'),
      budget: BUDGETS.handleGrowth,
    },
    { name: 'heap at the end', unit: 'MB', ours: last.heap / MEGABYTE },
    { name: 'resident memory at the end', unit: 'MB', ours: last.resident / MEGABYTE },
  ];
}

function call(server: StdioProcess, tool: string, args: object): Promise<unknown> {
  return server.request('tools/call', { name: tool, arguments: args });
}

async function run({ server, namespace, latest, random }: Stage): Promise<void> {
  const args = { namespace, flow_id: 'quick', inputs: { number: random.below(1_000) }, wait_seconds: 5 };
  const result = (await call(server, 'execute_flow', args)) as { structuredContent?: { id: string } };
  latest.id = result.structuredContent?.id ?? latest.id;
}

async function subscribe({ server, latest }: Stage): Promise<void> {
  const uri = `kestra://execution/${latest.id}`;
  await server.request('resources/subscribe', { uri });
  await server.request('resources/unsubscribe', { uri });
}

/** A call whose client gives up; it gets no answer. */
async function abandon({ server, latest }: Stage): Promise<void> {
  const id = `abandoned-${latest.id}-${Date.now()}`;
  const params = { name: 'follow_execution_logs', arguments: { execution_id: latest.id, wait_seconds: 50 } };
  server.write(JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params }));
  await sleep(PAUSE_MS);
  const cancelled = { requestId: id, reason: 'enough' };
  server.write(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: cancelled }));
}

async function disturb({ server }: Stage): Promise<void> {
  server.write('{"jsonrpc":"2.0","id":');
  server.write(
    JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 0 } }),
  );
  await server.request('ping');
}

/** The next answer of Kestra is none. */
async function spoil({ proxy, random }: Stage): Promise<void> {
  const faults: [Fault, ...Fault[]] = [
    { kind: 'lose' },
    { kind: 'swallow' },
    { kind: 'garble' },
    { kind: 'part', bytes: random.below(500), ending: 'break' },
    { kind: 'answer', answer: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' } },
    { kind: 'delay', ms: 200 },
  ];
  proxy.spoil(/api/, random.pick(faults));
}

function requireAlive(error: unknown): void {
  if (error instanceof Error && / ended: /.test(error.message)) throw error;
}
