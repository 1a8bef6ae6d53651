import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from '../../src/shared/connection.ts';
import type { ErrorObject } from '../../src/mcp/failureResult.ts';
import { startEngine, type RunningEngine } from '../kestra-engine/engine.ts';
import { McpClient } from '../mcp/support/client.ts';
import {
  createFlow,
  ownNamespace,
  sendOk,
  startExecution,
  type SeenExecution,
} from '../support/executions.ts';
import { record } from './support/reliability.ts';
import { IS_LONG } from './support/cases.ts';
import { until } from './support/until.ts';

const RUNS = 50;
const ROUNDS = IS_LONG ? 10 : 1;

const slow = (namespace: string): string => `
id: slow
namespace: ${namespace}
inputs:
  - id: number
    type: INT
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT1S
  - id: give
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.number }}"
outputs:
  - id: number
    type: STRING
    value: "{{ outputs.give.value }}"
`;

interface Run {
  id: string;
  state: string;
  settled: boolean;
  outputs?: { number: string };
}

type Outcome = { number: number; run: Run } | { number: number; error: ErrorObject };

describe(`a Kestra that is killed in the middle of ${RUNS} runs`, function () {
  this.timeout(600_000);
  const namespace = ownNamespace('killed');
  let dataDir: string;
  let engine: RunningEngine;
  let connection: Connection;
  let mcp: McpClient;

  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-killed-'));
    engine = await startEngine({ dataDir });
    const { baseUrl, username, password, tenant } = engine;
    const auth = { kind: 'basic', username, password } as const;
    connection = { baseUrl, tenant, auth, access: 'full', verifyTls: true };
    await createFlow(connection, slow(namespace));
    mcp = await new McpClient(connection).start();
  });
  after(async () => {
    await mcp?.close();
    await engine?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = async (number: number): Promise<Outcome> => {
    const args = { namespace, flow_id: 'slow', inputs: { number }, wait_seconds: 50 };
    const raw = await mcp.client.callTool({ name: 'execute_flow', arguments: args });
    if (raw.isError !== true) return { number, run: raw.structuredContent as Run };
    const [{ text }] = raw.content as [{ text: string }];
    return { number, error: JSON.parse(text) as ErrorObject };
  };
  const stored = async (): Promise<SeenExecution[]> => {
    const query = `size=1000&filters[namespace][EQUALS]=${namespace}`;
    const answer = await sendOk(connection, 'GET', `executions/search?${query}`);
    return ((await answer.json()) as { results: SeenExecution[] }).results;
  };

  /** The database of the local Kestra does not survive every kill; then the same Kestra comes back empty. */
  const untilItRuns = async (number: number): Promise<void> => {
    const flow = { namespace, flowId: 'slow' };
    const runs = await startExecution(connection, flow, { number: String(number) }).catch(() => undefined);
    if (runs !== undefined) return;
    await engine.stop();
    engine = await startEngine({ port: Number(new URL(connection.baseUrl).port) });
    await createFlow(connection, slow(namespace));
  };

  for (let round = 0; round < ROUNDS; round += 1) {
    it(`round ${round + 1}: each call tells the truth, nothing runs twice, and the server goes on`, async () => {
      const numbers = Array.from({ length: RUNS }, (_, index) => round * RUNS + index);
      const already = (await stored()).length;
      const calls = Promise.all(numbers.map(start));
      await until(async () => (await stored()).length >= already + 5, 'some executions');
      process.kill(engine.pid, 'SIGKILL');
      const outcomes = await calls;
      await engine.stop();
      engine = await startEngine({ dataDir, port: Number(new URL(connection.baseUrl).port) });
      const executions = new Map((await stored()).map((one) => [one.inputs?.['number'], one]));
      assert.equal(executions.size, (await stored()).length, 'one was started twice');
      for (const outcome of outcomes) assertTrue(outcome, executions);
      await untilItRuns(100_000 + round);
      // The same server, which was not started again.
      const next = await start(200_000 + round);
      assert.ok('run' in next, JSON.stringify(next));
      assert.deepEqual([next.run.state, next.run.outputs?.number], ['SUCCESS', String(next.number)]);
      assert.equal(mcp.stderr, '');
    });
  }
  after(() => record(`Kestra killed in the middle of ${RUNS} runs`, ROUNDS));
});

function assertTrue(outcome: Outcome, executions: ReadonlyMap<unknown, SeenExecution>): void {
  const told = JSON.stringify(outcome);
  const execution = executions.get(outcome.number);
  if ('run' in outcome) {
    assertSame(execution, outcome.run.id, told);
    if (outcome.run.settled) assert.equal(outcome.run.outputs?.number, String(outcome.number), told);
    return;
  }
  const { code, message, hint } = outcome.error;
  assert.match(code, /^(UNREACHABLE|INTERRUPTED|UNAVAILABLE|TIMEOUT)$/, told);
  assert.notEqual(hint ?? '', '', told);
  const started = /Execution (\w+) of/.exec(message)?.[1];
  if (started !== undefined) {
    assertSame(execution, started, told);
    assert.match(message, /do not do it again/);
  }
  // What could not be sent was not started; of the rest nobody knows, and that is said.
  else if (code === 'UNREACHABLE') assert.equal(execution, undefined, told);
}

/** What the database of the local Kestra had not written yet when it was killed is lost, whatever was answered. */
function assertSame(execution: SeenExecution | undefined, id: string, told: string): void {
  if (execution !== undefined) assert.equal(execution.id, id, told);
}
