import assert from 'node:assert/strict';
import type { ErrorObject } from '../../src/mcp/failureResult.ts';
import { McpClient } from '../mcp/support/client.ts';
import { createFlow, ownNamespace, sendOk, startExecution, untilState } from '../support/executions.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../support/faultProxy.ts';
import { withKestra } from '../support/kestra.ts';
import { gate, quick } from './support/flows.ts';
import { inLanes } from './support/lanes.ts';
import { Random } from '../support/random.ts';
import { IS_LONG, SEED } from './support/cases.ts';
import { record } from './support/reliability.ts';

const LANES = 12;
const SAMPLE = 24;
/** Each takes an execution of its own. */
const FEW = 8;
const UNKNOWN_OUTCOME = ['INTERRUPTED', 'UNEXPECTED'];

type Arguments = Record<string, unknown>;

/** One question to Kestra and the request in it whose answer is cut; `index` keeps lanes apart. */
interface Question {
  tool: string;
  args: (lane: number) => Arguments;
  request: (lane: number) => RegExp;
  /** At every byte in the short form too. */
  isSmall?: boolean;
}

for (const major of [1, 2] as const) {
  describe(`answers of Kestra ${major}.x that are cut (seed ${SEED})`, function () {
    this.timeout(IS_LONG ? 3_600_000 : 120_000);
    const connection = withKestra(major);
    const namespace = ownNamespace(`cut${major}`);
    const random = new Random(SEED);
    const finished: string[] = [];
    let proxy: FaultProxy;
    let mcp: McpClient;

    before(async () => {
      for (const flow of [quick, gate]) await createFlow(connection(), flow(namespace));
      for (let lane = 0; lane < LANES; lane += 1) {
        const id = await startExecution(connection(), { namespace, flowId: 'quick' });
        await untilState(connection(), id, 'SUCCESS');
        finished.push(id);
        const body = JSON.stringify(`value ${lane}`);
        await sendOk(connection(), 'PUT', `namespaces/${namespace}/kv/key-${lane}`, { body });
      }
      proxy = await startFaultProxy(connection().baseUrl);
      mcp = await new McpClient(
        { ...connection(), baseUrl: proxy.baseUrl },
        { KESTRA_MCP_TOOLSET: 'all' },
      ).start();
    });
    after(async () => {
      await mcp?.close();
      await proxy?.close();
    });

    const questions: Question[] = [
      {
        tool: 'get_kv',
        args: (lane) => ({ namespace, key: `key-${lane}` }),
        request: (lane) => new RegExp(`^GET .*/kv/key-${lane}$`),
        isSmall: major === 1,
      },
      {
        tool: 'get_execution',
        args: (lane) => ({ execution_id: finished[lane] }),
        request: (lane) => new RegExp(`^GET .*/executions/${finished[lane]}$`),
      },
      {
        tool: 'get_execution_logs',
        args: (lane) => ({ execution_id: finished[lane] }),
        request: (lane) => new RegExp(`^GET .*/logs/${finished[lane]}(\\?|$)`),
      },
      {
        tool: 'list_executions',
        args: (lane) => ({ namespace, flow_id: 'quick', limit: 1 + lane }),
        request: (lane) => new RegExp(`^GET .*/executions/search.*size=${1 + lane}(&|$)`),
      },
    ];

    const sizeOf = async (request: RegExp, ask: () => Promise<unknown>): Promise<number> => {
      let size = 0;
      proxy.spoil(request, { kind: 'rewrite', rewrite: (raw) => ((size = raw.length), raw) });
      await ask();
      assert.ok(size > 0, `nobody asked ${request}`);
      return size;
    };
    const offsets = (size: number, isEvery: boolean, count: number): number[] => {
      const every = Array.from({ length: size }, (_, offset) => offset);
      if (isEvery || IS_LONG) return every;
      return [0, 1, size - 1, ...Array.from({ length: count - 3 }, () => random.below(size))];
    };

    for (const { tool, args, request, isSmall = false } of questions) {
      it(`${tool} asks again and gives the whole answer, wherever it was cut`, async () => {
        const whole = await Promise.all(
          finished.map(async (_, lane) => (await mcp.call(tool, args(lane))).result),
        );
        const size = await sizeOf(request(0), () => mcp.call(tool, args(0)));
        const cuts = offsets(size, isSmall, SAMPLE);
        await inLanes(cuts, LANES, async (bytes, lane) => {
          proxy.spoil(request(lane), cutAt(bytes));
          assert.deepEqual((await mcp.call(tool, args(lane))).result, whole[lane], `cut at ${bytes}`);
        });
        await record('Answers to reads, cut at a byte', cuts.length);
      });

      it(`${tool} tells that the connection breaks when it always does`, async () => {
        const size = await sizeOf(request(0), () => mcp.call(tool, args(0)));
        await inLanes(offsets(size, false, 6).slice(0, 48), LANES, async (bytes, lane) => {
          proxy.spoil(request(lane), cutAt(bytes), 3);
          const error = await mcp.refused(tool, args(lane));
          assert.ok(UNKNOWN_OUTCOME.includes(error.code), `cut at ${bytes}: ${JSON.stringify(error)}`);
          assertTold(error);
        });
        await mcp.call(tool, args(0));
      });
    }

    const executions = async (flowId: string): Promise<number> => {
      const answer = await sendOk(
        connection(),
        'GET',
        `executions/search?size=1&filters[flowId][EQUALS]=${flowId}&filters[namespace][EQUALS]=${namespace}`,
      );
      return ((await answer.json()) as { total: number }).total;
    };

    type Started = { inputs: { number: number }; idempotencyKey: string };
    /** Where Kestra lists a new execution late, the answer says to ask for it again by its key. */
    const startedAfterAll = async (args: Record<string, unknown>): Promise<Started> => {
      try {
        return (await mcp.call<Started>('execute_flow', args)).result;
      } catch (error) {
        const [, key] = /with idempotency_key (auto-[\w-]+)/.exec(String(error)) ?? [];
        if (key === undefined) throw error;
        return startedAfterAll({ ...args, idempotency_key: key });
      }
    };

    it('execute_flow starts one execution and finds it, wherever the answer was cut', async () => {
      const ask = { namespace, flow_id: 'quick', wait: false };
      const create = /^POST .*\/executions\/[\w.]+\/quick(\?|$)/;
      const size = await sizeOf(create, () => mcp.call('execute_flow', ask));
      const already = await executions('quick');
      const cuts = offsets(size, false, SAMPLE);
      await inLanes(cuts, LANES, async (bytes) => {
        proxy.spoil(create, cutAt(bytes));
        const result = await startedAfterAll({ ...ask, inputs: { number: bytes } });
        // Found again by its key, and no other's.
        assert.equal(result.inputs.number, bytes);
        assert.match(result.idempotencyKey, /^auto-/);
      });
      assert.equal(await executions('quick'), already + cuts.length);
      await mcp.call('execute_flow', { ...ask, wait: true });
      await record('Answers to a start, cut at a byte', cuts.length);
    });

    it('execute_flow tells the end, wherever the stream was cut', async () => {
      const ask = { namespace, flow_id: 'quick', wait_seconds: 50 };
      const follow = /^GET .*\/executions\/\w+\/follow/;
      const size = await sizeOf(follow, () => mcp.call('execute_flow', ask));
      const already = await executions('quick');
      const cuts = offsets(size, false, SAMPLE);
      await inLanes(cuts, LANES, async (bytes) => {
        proxy.spoil(follow, { kind: 'part', bytes, ending: 'break' });
        type Run = { id: string; state: string; missing?: string; outputs?: { number: string } };
        const args = { ...ask, inputs: { number: bytes } };
        const run = (await mcp.call<Run>('execute_flow', args)).result;
        // A busy machine may be late with the details: then the answer says so.
        const { result } =
          run.missing === undefined
            ? { result: run }
            : await mcp.call<Run>('get_execution', { execution_id: run.id });
        assert.deepEqual([run.state, result.outputs?.number], ['SUCCESS', String(bytes)]);
      });
      assert.equal(await executions('quick'), already + cuts.length);
      await record('Streams, cut at a byte', cuts.length);
    });

    it('resume_execution resumes once, wherever the answer was cut', async () => {
      const paused = async (): Promise<string> => {
        const id = await startExecution(connection(), { namespace, flowId: 'gate' });
        await untilState(connection(), id, 'PAUSED');
        return id;
      };
      const resume = (id: string): RegExp => new RegExp(`^POST .*/${id}/.*resume(\\?|$)`);
      const first = await paused();
      const size = await sizeOf(resume(first), () =>
        mcp.call('resume_execution', { execution_ids: [first] }),
      );
      const cuts = offsets(size, false, FEW);
      await inLanes(cuts, LANES, async (bytes) => {
        const id = await paused();
        proxy.spoil(resume(id), cutAt(bytes));
        const error = await mcp.refused('resume_execution', { execution_ids: [id] });
        assertTold(error);
        const { state } = await untilState(connection(), id, 'SUCCESS');
        assert.equal(state.histories.filter((one) => one.state === 'PAUSED').length, 1);
      });
      await record('Answers to a resume, cut at a byte', cuts.length);
    });
  });
}

/** At least the last byte is lost: answers to the same question differ in length by some digits. */
function cutAt(bytes: number): Fault {
  return { kind: 'rewrite', rewrite: (raw) => raw.subarray(0, Math.min(bytes, raw.length - 1)) };
}

/** It says what happened and what to do next. */
function assertTold({ message, hint }: ErrorObject): void {
  assert.match(message, /broke|not JSON|could not be read/);
  assert.match(hint ?? '', /state|before|again|Check/);
}
