import assert from 'node:assert/strict';
import type { ExecutionDetails } from '../../src/operations/inspect.ts';
import type { ExecutionSummary } from '../../src/operations/summary.ts';
import type { KillResult } from '../../src/operations/kill.ts';
import { backdate, withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { McpClient, textOf } from './support/client.ts';
import { approval, failing, scheduled, sleepy } from './support/flows.ts';

type Details = ExecutionDetails & { settled: boolean };
interface Listed {
  executions: ExecutionSummary[];
  total: number;
  nextCursor?: string;
}
interface Results {
  results: {
    executionId: string;
    resumed?: boolean;
    execution?: ExecutionSummary;
    error?: { code: string };
  }[];
}

for (const major of [1, 2] as const) {
  describe(`the tools on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`mcp${major}`);
    let mcp: McpClient;

    before(async () => {
      for (const flow of [approval, failing, scheduled, sleepy])
        await createFlow(connection(), flow(namespace));
      mcp = await new McpClient(connection()).start();
    });
    after(() => mcp?.close());

    const paused = async (): Promise<string> => {
      const id = await startExecution(connection(), { namespace, flowId: 'approval' });
      await untilState(connection(), id, 'PAUSED');
      return id;
    };

    it('connection_status says which Kestra this is', async () => {
      const { result } = await mcp.call<{ connected: boolean; version: string }>('connection_status');
      assert.equal(result.connected, true);
      assert.match(result.version, new RegExp(`^${major}\\.`));
    });

    it('list_namespaces finds ours', async () => {
      const { result } = await mcp.call<{ namespaces: string[] }>('list_namespaces', { query: namespace });
      assert.deepEqual(result.namespaces, [namespace]);
      const flows = await mcp.call<{ namespaces: string[] }>('list_namespaces', {
        query: namespace,
        with_flows_only: true,
      });
      assert.deepEqual(flows.result.namespaces, [namespace]);
    });

    it('search_flows finds by id and by source, with the lines', async () => {
      interface Found {
        flows: { id: string; fragments?: string[] }[];
      }
      const byId = await mcp.call<Found>('search_flows', { namespace });
      assert.deepEqual(byId.result.flows.map(({ id }) => id).toSorted(), [
        'approval',
        'failing',
        'scheduled',
        'sleepy',
      ]);
      const search = { query: 'invoice', search_in: 'source', namespace };
      const [found] = (await mcp.call<Found>('search_flows', search)).result.flows;
      assert.equal(found?.id, 'failing');
      assert.match(found?.fragments?.join('\n') ?? '', /the invoice has no number/);
    });

    it('get_flow gives the YAML as it was saved', async () => {
      const { result } = await mcp.call<{ source: string }>('get_flow', { namespace, flow_id: 'failing' });
      assert.equal(result.source.trim(), failing(namespace).trim());
    });

    it('execute_flow runs to the end and tells where it failed, in the words of the task', async () => {
      const { result, progress } = await mcp.call<Details>('execute_flow', { namespace, flow_id: 'failing' });
      assert.equal(result.state, 'FAILED');
      assert.equal(result.settled, true);
      assert.equal(result.failure?.taskId, 'broken');
      assert.match(result.failure?.errors.join('\n') ?? '', /the invoice has no number/);
      assert.deepEqual(result.allowed, ['restart', 'replay']);
      assert.ok(progress.length > 0);
    });

    it('execute_flow stops at a pause and returns its form', async () => {
      const { result } = await mcp.call<Details>('execute_flow', {
        namespace,
        flow_id: 'approval',
        inputs: { amount: 20 },
      });
      assert.equal(result.state, 'PAUSED');
      assert.deepEqual(result.inputs, { amount: 20 });
      const fields = result.waitingFor?.fields.map(({ name, type, required }) => [name, type, required]);
      assert.deepEqual(fields, [
        ['reason', 'STRING', true],
        ['approved', 'BOOL', true],
        ['level', 'SELECT', true],
      ]);
    });

    it('execute_flow answers within wait_seconds with a handle', async () => {
      const { result } = await mcp.call<Details>('execute_flow', {
        namespace,
        flow_id: 'sleepy',
        wait_seconds: 1,
      });
      assert.equal(result.settled, false);
      assert.equal(result.state, 'RUNNING');
      const killed = await mcp.call<KillResult>('kill_execution', { execution_id: result.id });
      assert.equal(killed.result.killed, true);
      assert.equal(killed.result.execution.state, 'KILLED');
    });

    it('execute_flow with wrong inputs starts nothing', async () => {
      const count = async (): Promise<number> =>
        (await mcp.call<Listed>('list_executions', { namespace, flow_id: 'approval' })).result.total;
      const before = await count();
      const error = await mcp.refused('execute_flow', {
        namespace,
        flow_id: 'approval',
        inputs: { amount: 'many', amuont: 1 },
      });
      assert.equal(error.code, 'INVALID');
      assert.deepEqual(error.violations, [
        'amount (INT) must be a whole number',
        'amuont is not an input here; the inputs are: amount',
      ]);
      assert.equal(await count(), before);
    });

    it('resume_execution takes typed inputs and Kestra’s defaults for the rest', async () => {
      const id = await paused();
      const { result } = await mcp.call<Results>('resume_execution', {
        execution_ids: [id],
        on_resume: { reason: 'within budget', level: 'high' },
      });
      assert.equal(result.results[0]?.resumed, true);
      await untilState(connection(), id, 'SUCCESS');
      const details = await mcp.call<ExecutionDetails>('get_execution', { execution_id: id });
      assert.deepEqual(details.result.outputs, { decision: 'within budget true high' });
    });

    it('resume_execution refuses what is missing or mistyped, and changes nothing', async () => {
      const id = await paused();
      const missing = await mcp.refused('resume_execution', { execution_ids: [id] });
      assert.match(missing.message, /Missing required input:reason/);
      const mistyped = await mcp.refused('resume_execution', {
        execution_ids: [id],
        on_resume: { reason: 'x', approved: 'perhaps', level: 'huge' },
      });
      assert.match(mistyped.message, /approved \(BOOL\) must be true or false/);
      assert.match(mistyped.message, /level \(SELECT\) must be one of low, mid, high/);
      const { result } = await mcp.call<ExecutionDetails>('get_execution', { execution_id: id });
      assert.equal(result.state, 'PAUSED');
      await mcp.call('kill_execution', { execution_id: id });
    });

    it('resume_execution tells the outcome of each id', async () => {
      const id = await paused();
      const { result } = await mcp.call<Results>('resume_execution', {
        execution_ids: [id, 'no/such?id'],
        on_resume: { reason: 'both' },
      });
      assert.deepEqual(
        result.results.map(({ resumed, error }) => [resumed, error?.code]),
        [
          [true, undefined],
          [false, 'NOT_FOUND'],
        ],
      );
    });

    it('an approval of 18 days ago is listed and resumed as the longest-waiting', async function () {
      const id = await paused();
      if (!(await backdate(connection(), id, 18))) this.skip();
      const listed = await mcp.call<Listed>('list_executions', { namespace, state: ['PAUSED'] });
      assert.ok(listed.result.executions.some((execution) => execution.id === id));
      const { result } = await mcp.call<Results>('resume_execution', {
        namespace,
        flow_id: 'approval',
        on_resume: { reason: 'at last' },
      });
      assert.equal(result.results[0]?.executionId, id);
    });

    it('resume_execution of one that ended says its state and what is possible', async () => {
      const id = await startExecution(connection(), { namespace, flowId: 'failing' });
      await untilState(connection(), id, 'FAILED');
      const error = await mcp.refused('resume_execution', { execution_ids: [id] });
      assert.equal(error.code, 'CONFLICT');
      assert.match(error.message, /is FAILED/);
      assert.match(error.hint ?? '', /get_execution/);
    });

    it('restart_execution goes on in place, replay_execution makes a new one', async () => {
      const id = await startExecution(connection(), { namespace, flowId: 'failing' });
      await untilState(connection(), id, 'FAILED');
      const restarted = await mcp.call<ExecutionSummary>('restart_execution', { execution_id: id });
      assert.equal(restarted.result.id, id);
      const again = await untilState(connection(), id, 'FAILED');
      assert.ok(again.state.histories.some(({ state }) => state === 'RESTARTED'));
      const { result } = await mcp.call<Results>('replay_execution', { ids: [id] });
      const replay = result.results[0]?.execution?.id ?? '';
      assert.notEqual(replay, id);
      await untilState(connection(), replay, 'FAILED');
    });

    it('force_run_execution leaves a paused one alone', async () => {
      const id = await paused();
      const error = await mcp.refused('force_run_execution', { execution_id: id });
      assert.equal(error.code, 'CONFLICT');
      await untilState(connection(), id, 'PAUSED');
      await mcp.call('kill_execution', { execution_id: id });
    });

    it('get_execution_logs gives the end first, by level, and the rest by cursor', async () => {
      interface Logs {
        lines: { message: string; level: string }[];
        total: number;
        nextCursor?: string;
      }
      const { id } = (await mcp.call<Details>('execute_flow', { namespace, flow_id: 'failing' })).result;
      const errors = await mcp.call<Logs>('get_execution_logs', { execution_id: id, min_level: 'ERROR' });
      assert.ok(errors.result.lines.length > 0);
      assert.ok(errors.result.lines.every(({ level }) => level === 'ERROR'));
      const last = await mcp.call<Logs>('get_execution_logs', { execution_id: id, limit: 1 });
      assert.equal(last.result.lines.length, 1);
      const rest = await mcp.call<Logs>('get_execution_logs', {
        execution_id: id,
        cursor: last.result.nextCursor ?? '',
      });
      assert.equal(rest.result.lines.length, last.result.total - 1);
      assert.match(JSON.stringify(rest.result), /hello from hello/);
    });

    it('search_logs finds lines over executions, by text and level', async () => {
      interface Lines {
        lines: { message: string; level: string; executionId: string; flowId: string }[];
        total: number;
      }
      const { id } = (await mcp.call<Details>('execute_flow', { namespace, flow_id: 'failing' })).result;
      const found = await mcp.call<Lines>('search_logs', { namespace, query: 'hello from hello' });
      assert.ok(found.result.lines.some(({ executionId }) => executionId === id));
      const errors = await mcp.call<Lines>('search_logs', {
        namespace,
        min_level: 'ERROR',
        time_range: 'PT1H',
      });
      assert.ok(errors.result.total > 0);
      assert.ok(errors.result.lines.every(({ level }) => level === 'ERROR'));
      const error = await mcp.refused('search_logs', { time_range: 'yesterday' });
      assert.match(error.message, /'yesterday' is not an ISO 8601 duration/);
    });

    it('list_triggers tells the next date and both ways of being disabled', async () => {
      interface Triggers {
        triggers: { triggerId: string; disabled: boolean; next?: string; cron?: string }[];
      }
      const { triggers } = (await mcp.call<Triggers>('list_triggers', { namespace })).result;
      const byId = new Map(triggers.map((trigger) => [trigger.triggerId, trigger]));
      assert.equal(byId.get('hourly')?.disabled, false);
      assert.equal(byId.get('hourly')?.cron, '0 * * * *');
      assert.ok(Date.parse(byId.get('hourly')?.next ?? '') > Date.now());
      // Kestra may not keep a state for a trigger that the flow itself disables.
      assert.notEqual(byId.get('asleep')?.disabled, false);
    });

    it('list_executions is paged by cursor and narrowed by time', async () => {
      const first = await mcp.call<Listed>('list_executions', { namespace, limit: 2 });
      assert.equal(first.result.executions.length, 2);
      const cursor = first.result.nextCursor ?? '';
      const second = await mcp.call<Listed>('list_executions', { namespace, limit: 2, cursor });
      const ids = [...first.result.executions, ...second.result.executions].map(({ id }) => id);
      assert.equal(new Set(ids).size, 4);
      const never = { namespace, end_date: '2001-01-01T00:00:00Z' };
      assert.equal((await mcp.call<Listed>('list_executions', never)).result.total, 0);
    });

    it('gives the same object as text and as structured content, within 8 KB', async () => {
      for (const [tool, args] of [
        ['list_executions', { limit: 100 }],
        ['search_flows', { limit: 100 }],
      ] as const) {
        const { raw } = await mcp.call(tool, args);
        assert.deepEqual(JSON.parse(textOf(raw)), raw.structuredContent);
        assert.ok(textOf(raw).length < 8_000);
      }
    });

    it('has kept the password out of every answer so far, and stderr empty', () => {
      const { auth } = connection();
      assert.ok(auth.kind === 'basic' && mcp.received.length > 10);
      const basic = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
      for (const answer of mcp.received) {
        assert.ok(!answer.includes(auth.password) && !answer.includes(basic), answer);
      }
      assert.equal(mcp.stderr, '');
    });
  });
}
