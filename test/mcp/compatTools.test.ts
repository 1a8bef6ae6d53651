import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { backdate, withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { McpClient, textOf } from './support/client.ts';
import { approval, failing, scheduled, sleepy } from './support/flows.ts';

const calls = (namespace: string): string => `
id: calls
namespace: ${namespace}
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ${namespace}
    flowId: failing
`;

/** Can be paused between its tasks. */
const naps = (namespace: string): string => `
id: naps
namespace: ${namespace}
tasks:
  - id: first
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT2S
  - id: second
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT2S
`;

interface SeenExecution {
  id: string;
  namespace: string;
  flowId: string;
  flowRevision: number;
  state: { current: string; startDate: string; histories: { state: string }[] };
  labels: { key: string; value: string }[];
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  taskRunList: { id: string; taskId: string; state: { current: string } }[];
  scheduleDate?: string;
  url: string;
}
interface Listed<T = { id: string; namespace: string }> {
  results: T[];
  total?: number;
  truncated?: string;
}
interface LogEntry {
  executionId: string;
  taskId: string;
  level: string;
  message: string;
  timestamp: string;
}

const PATIENCE_MS = 15_000;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await isSo()); await sleep(100)) {
    if (Date.now() > end) throw new Error('It did not come to that.');
  }
}

for (const major of [1, 2] as const) {
  describe(`the official server's tools on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`compat${major}`);
    let mcp: McpClient;

    before(async () => {
      for (const flow of [approval, calls, failing, naps, scheduled, sleepy])
        await createFlow(connection(), flow(namespace));
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'compat' }).start();
    });
    after(() => mcp?.close());

    /** The result as the official server gives it: JSON in the first text, and nothing besides. */
    const ask = async <T>(tool: string, args: Record<string, unknown> = {}): Promise<T> => {
      const { raw } = await mcp.call(tool, args);
      assert.equal(raw.structuredContent, undefined);
      assert.equal(raw.content.length, 1);
      return JSON.parse(textOf(raw)) as T;
    };
    const run = (flowId: string, args: Record<string, unknown> = {}): Promise<SeenExecution> =>
      ask('execute_flow', { namespace, flow_id: flowId, ...args });
    const paused = async (): Promise<string> => {
      const id = await startExecution(connection(), { namespace, flowId: 'approval' });
      await untilState(connection(), id, 'PAUSED');
      return id;
    };
    const failed = async (): Promise<string> => {
      const id = await startExecution(connection(), { namespace, flowId: 'failing' });
      await untilState(connection(), id, 'FAILED');
      return id;
    };

    describe('group execution', () => {
      it('execute_flow starts one at once, whole as Kestra tells it, with its link', async () => {
        const execution = await run('approval', { labels: { team: 'data' }, inputs: { amount: 7 } });
        assert.deepEqual([execution.namespace, execution.flowId], [namespace, 'approval']);
        assert.deepEqual(execution.inputs, { amount: 7 });
        assert.ok(execution.labels.some(({ key, value }) => key === 'team' && value === 'data'));
        assert.match(execution.url, new RegExp(`/executions/${namespace}/approval/${execution.id}$`));
        await untilState(connection(), execution.id, 'PAUSED');
      });

      it('execute_flow waits for the end, and for a pause no longer than it takes', async () => {
        const ended = await run('failing', { wait: 'true', revision: '1' });
        assert.equal(ended.state.current, 'FAILED');
        assert.deepEqual(
          ended.taskRunList.map(({ taskId, state }) => [taskId, state.current]),
          [
            ['hello', 'SUCCESS'],
            ['broken', 'FAILED'],
          ],
        );
        assert.equal((await run('approval', { wait: true })).state.current, 'PAUSED');
      });

      it('execute_flow takes inputs and labels also as lists of key and value', async () => {
        const execution = await run('approval', {
          inputs: [{ key: 'amount', value: '12' }],
          labels: ['project:hogwarts'],
        });
        assert.deepEqual(execution.inputs, { amount: 12 });
        assert.ok(execution.labels.some(({ key, value }) => key === 'project' && value === 'hogwarts'));
      });

      it('execute_flow schedules', async () => {
        const schedule_date = '2099-01-31T10:00:00Z';
        const execution = await run('approval', { schedule_date });
        assert.equal(execution.state.current, 'CREATED');
        assert.equal(Date.parse(execution.scheduleDate ?? ''), Date.parse(schedule_date));
      });

      it('execute_flow refuses wrong inputs and flows with the reason', async () => {
        const wrong = await mcp.refused('execute_flow', {
          namespace,
          flow_id: 'approval',
          inputs: { amount: 'many' },
        });
        assert.equal(wrong.code, 'INVALID');
        assert.match(wrong.message, /amount/);
        const missing = await mcp.refused('execute_flow', { namespace, flow_id: 'nowhere' });
        assert.equal(missing.code, 'NOT_FOUND');
        assert.match(missing.hint ?? '', /find_flow/);
      });

      it('list_executions lists the newest first, in short form, of exactly this namespace', async () => {
        const id = await failed();
        const { results } = await ask<Listed<SeenExecution>>('list_executions', {
          namespace,
          flow_id: 'failing',
          count: 2,
          time_range: 'PT15M',
        });
        const [newest] = results;
        assert.equal(newest?.id, id);
        assert.deepEqual(Object.keys(newest).slice(0, 4), ['id', 'namespace', 'flowId', 'state']);
        assert.equal(newest.state.current, 'FAILED');
        assert.equal(newest.taskRunList, undefined);
        const above = namespace.split('.').slice(0, 2).join('.');
        assert.deepEqual(await ask('list_executions', { namespace: above }), { results: [] });
      });

      it('list_executions finds what is older than the 8 days that Kestra shows by itself', async () => {
        const id = await paused();
        await backdate(connection(), id, 18);
        const { results } = await ask<Listed>('list_executions', { namespace, flow_id: 'approval' });
        assert.ok(results.some((execution) => execution.id === id));
        const lately = { namespace, flow_id: 'approval', time_range: 'P10D' };
        const { results: late } = await ask<Listed>('list_executions', lately);
        assert.ok(!late.some((execution) => execution.id === id));
      });
    });

    describe('manage_executions and labels', () => {
      const manage = <T>(
        action: string,
        execution_id: string,
        args: Record<string, unknown> = {},
      ): Promise<T> => ask('manage_executions', { action, execution_id, ...args });

      it('get gives the whole execution, with outputs on both majors', async () => {
        const id = await paused();
        await ask('resume_execution', { execution_ids: [id], on_resume: { reason: 'fine' } });
        await untilState(connection(), id, 'SUCCESS');
        const execution = await manage<SeenExecution>('get', id);
        assert.deepEqual(execution.outputs, { decision: 'fine true mid' });
        assert.deepEqual(
          execution.taskRunList.map(({ taskId }) => taskId),
          ['gate', 'after'],
        );
        assert.equal(
          (await mcp.refused('manage_executions', { action: 'get', execution_id: 'nope' })).code,
          'NOT_FOUND',
        );
      });

      it('pause says paused only when it is, and nothing of one that has ended', async () => {
        const id = await startExecution(connection(), { namespace, flowId: 'naps' });
        await untilState(connection(), id, 'RUNNING');
        assert.deepEqual(await manage('pause', id), { status: 'paused' });
        await untilState(connection(), id, 'PAUSED');
        const error = await mcp.refused('manage_executions', {
          action: 'pause',
          execution_id: await failed(),
        });
        assert.equal(error.code, 'CONFLICT');
      });

      it('kill tells the truth in the official words', async () => {
        const id = await startExecution(connection(), { namespace, flowId: 'sleepy' });
        await untilState(connection(), id, 'RUNNING');
        assert.deepEqual(await manage('kill', id, { cascade: 'true' }), {
          executionId: id,
          status: 'kill_requested',
          state: 'KILLED',
        });
        assert.deepEqual(await manage('kill', id), { executionId: id, status: 'already_finished' });
        assert.deepEqual(await manage('kill', 'nope'), { executionId: 'nope', status: 'not_found' });
      });

      it('delete removes the record, of one that has ended only', async () => {
        const id = await failed();
        assert.deepEqual(await manage('delete', id), {});
        assert.equal(
          (await mcp.refused('manage_executions', { action: 'delete', execution_id: id })).code,
          'NOT_FOUND',
        );
        const running = await paused();
        const error = await mcp.refused('manage_executions', { action: 'delete', execution_id: running });
        assert.equal(error.code, 'CONFLICT');
      });

      it('change_status changes it, to an end only', async () => {
        const id = await failed();
        const execution = await manage<SeenExecution>('change_status', id, { status: 'WARNING' });
        assert.deepEqual([execution.id, execution.state.current], [id, 'WARNING']);
        for (const status of ['INVALID', 'RUNNING', undefined]) {
          const wrong = { action: 'change_status', execution_id: id, status };
          assert.match((await mcp.refused('manage_executions', wrong)).message, /one of SUCCESS, WARNING/);
        }
      });

      it('add_execution_labels keeps the labels that are there', async () => {
        const { id } = await run('failing', { wait: true, labels: { team: 'data' } });
        const label = (labels: unknown): Promise<SeenExecution> =>
          ask('add_execution_labels', { execution_id: id, labels });
        await label([{ key: 'reason', value: 'test' }]);
        const { labels } = await label({ replay: true });
        const byKey = new Map(labels.map(({ key, value }) => [key, value]));
        assert.deepEqual(
          ['team', 'reason', 'replay'].map((key) => byKey.get(key)),
          ['data', 'test', 'true'],
        );
      });

      it('change_taskrun_state goes on after the failed task', async () => {
        const id = await failed();
        await ask('change_taskrun_state', { execution_id: id, state: 'WARNING' });
        const { taskRunList } = await untilState(connection(), id, 'WARNING');
        assert.equal(taskRunList?.find(({ taskId }) => taskId === 'broken')?.state.current, 'WARNING');
      });
    });

    describe('group backfill', () => {
      it('backfill_executions runs the flow for past dates, and says how often', async () => {
        interface Backfilled {
          namespace: string;
          triggerId: string;
          backfill: { start: string; end: string; labels: { key: string; value: string }[] };
          runs: number;
        }
        const args = { namespace, flow_id: 'scheduled', hours: '3' };
        const error = await mcp.refused('backfill_executions', args);
        assert.match(error.message + error.hint, /hourly/);
        const started = await ask<Backfilled>('backfill_executions', {
          ...args,
          trigger_id: 'hourly',
          labels: ['team:data'],
        });
        assert.deepEqual([started.namespace, started.triggerId, started.runs], [namespace, 'hourly', 3]);
        const { start, end, labels } = started.backfill;
        assert.equal(Date.parse(end) - Date.parse(start), 3 * 3_600_000);
        assert.deepEqual(labels, [{ key: 'team', value: 'data' }]);
        const ran = async (): Promise<SeenExecution[]> =>
          (await ask<Listed<SeenExecution>>('list_executions', { namespace, flow_id: 'scheduled' })).results;
        await until(async () => (await ran()).length >= 3);
        for (const run of await ran()) assert.ok(run.labels.some(({ value }) => value === 'data'));
      });
    });

    describe('group flow', () => {
      it('find_flow finds by what somebody says, misspelt too', async () => {
        interface Found {
          found: boolean;
          message: string;
          match?: { namespace: string; flow_id: string };
          matches: { flow_id: string; score: number }[];
        }
        for (const query of ['Failing', 'faling', 'aproval']) {
          const found = await ask<Found>('find_flow', { query, namespace });
          const flow_id = query === 'aproval' ? 'approval' : 'failing';
          assert.deepEqual(found.match, { namespace, flow_id }, query);
          assert.equal(found.matches[0]?.flow_id, flow_id);
        }
        const none = await ask<Found>('find_flow', { query: 'zzzz', namespace });
        assert.deepEqual([none.found, none.matches], [false, []]);
      });

      it('search_flows finds by name and by content, and nothing else', async () => {
        const found = await ask<Listed>('search_flows', { query: 'invoice has no number', size: 100 });
        const ours = found.results.filter((flow) => flow.namespace === namespace);
        assert.deepEqual(
          ours.map(({ id }) => id),
          ['failing'],
        );
        const named = await ask<Listed>('search_flows', { query: namespace, size: 2, page: 2 });
        assert.equal(named.results.length, 2);
        assert.equal(named.total, 6);
        const none = await ask<Listed>('search_flows', { query: 'no flow says this' });
        assert.deepEqual(none, { results: [], total: 0 });
      });

      it('create_flow_from_yaml creates, updates, and tells why not', async () => {
        const source = (message: string, type = 'log.Log'): string =>
          `id: made\nnamespace: ${namespace}\ntasks:\n  - id: say\n    type: io.kestra.plugin.core.${type}\n    message: ${message}\n`;
        interface Made {
          id: string;
          revision: number;
          source: string;
        }
        const create = (yaml_definition: string): Promise<Made> =>
          ask('create_flow_from_yaml', { yaml_definition });
        const created = await create(source('one'));
        assert.deepEqual([created.id, created.revision], ['made', 1]);
        assert.equal(created.source.trim(), source('one').trim());
        assert.equal((await create(source('two'))).revision, 2);
        const error = await mcp.refused('create_flow_from_yaml', {
          yaml_definition: source('three', 'nope.Nope').replace('id: made', 'id: unmade'),
        });
        assert.equal(error.code, 'INVALID');
        assert.match(error.message, /Invalid type: io\.kestra\.plugin\.core\.nope\.Nope/);
      });

      it('list_flows_with_triggers tells them as Markdown, with state and YAML', async () => {
        const { results } = await ask<Listed<string>>('list_flows_with_triggers', { namespace });
        const [markdown] = results;
        assert.match(markdown ?? '', /^Flow `scheduled` in namespace `.+` with triggers:/);
        assert.match(
          markdown ?? '',
          /- `hourly` \(enabled, next 20.+\) of type `io\.kestra\.plugin\.core\.trigger\.Schedule` defined as:\n```yaml\nid: hourly/,
        );
        assert.match(markdown ?? '', /- `asleep` \(disabled\)/);
        const disabled = await ask<Listed<string>>('list_flows_with_triggers', {
          namespace,
          disabled_only: true,
        });
        assert.doesNotMatch(disabled.results.join(), /hourly/);
        const everywhere = await ask<Listed<string>>('list_flows_with_triggers', { enabled_only: 'yes' });
        assert.ok(everywhere.results.some((one) => one.includes(namespace) && !one.includes('asleep')));
      });
    });

    describe('group logs', () => {
      it('get_execution_logs gives the entries, by level', async () => {
        const execution_id = await failed();
        const { results } = await ask<Listed<LogEntry>>('get_execution_logs', { execution_id });
        const hello = results.find(({ message }) => message.includes('hello from hello'));
        assert.deepEqual([hello?.executionId, hello?.taskId, hello?.level], [execution_id, 'hello', 'INFO']);
        assert.ok(!('thread' in (hello ?? {})));
        const errors = await ask<Listed<LogEntry>>('get_execution_logs', {
          execution_id,
          min_level: 'ERROR',
        });
        assert.ok(errors.results.length > 0 && errors.results.every(({ level }) => level === 'ERROR'));
        const error = await mcp.refused('get_execution_logs', { execution_id: 'nope' });
        assert.match(error.message, /no execution 'nope'/);
      });

      it('search_logs finds over executions, page by page', async () => {
        const id = await failed();
        const day = new Date(Date.now() - 86_400_000).toISOString();
        const search = { namespace, min_level: 'ERROR', start_date: day, size: 1 };
        const found = await ask<Listed<LogEntry> & { page: number; size: number }>('search_logs', search);
        assert.equal(found.results[0]?.executionId, id);
        assert.deepEqual([found.page, found.size, found.results.length], [1, 1, 1]);
        assert.ok((found.total ?? 0) > 1);
      });
    });

    describe('group namespace', () => {
      it('list_namespaces marks each, or lists those with flows', async () => {
        const marked = await ask<Listed<string>>('list_namespaces', { query: namespace });
        assert.deepEqual(marked, { results: [`${namespace} (created)`] });
        const plain = await ask<Listed<string>>('list_namespaces', { with_flows_only: true });
        assert.ok(plain.results.includes(namespace));
      });

      it('list_namespace_dependencies draws them, with a legend', async () => {
        const { result } = await ask<{ result: string }>('list_namespace_dependencies', { namespace });
        assert.match(result, /calls\n +====▶ failing/);
        assert.match(result, /FLOW_TASK: /);
        assert.match(result, /sleepy/);
      });

      it('list_flows_in_namespace gives whole flows', async () => {
        const { results } = await ask<Listed<{ id: string; tasks: { id: string }[] }>>(
          'list_flows_in_namespace',
          { namespace },
        );
        assert.deepEqual(
          results.find(({ id }) => id === 'sleepy')?.tasks.map(({ id }) => id),
          ['nap'],
        );
      });
    });

    describe('groups restart, replay and resume', () => {
      it('restart_execution goes on with the given or the last failed one', async () => {
        const id = await failed();
        const args = { namespace, flow_id: 'failing' };
        const last = await ask<SeenExecution>('restart_execution', args);
        assert.equal(last.id, id);
        await untilState(connection(), id, 'FAILED');
        const given = await ask<SeenExecution>('restart_execution', { ...args, execution_id: id });
        assert.ok(given.state.histories.some(({ state }) => state === 'RESTARTED'));
        await untilState(connection(), id, 'FAILED');
      });

      it('replay_execution counts, and tells the new ids', async () => {
        interface Replayed {
          count: number;
          newExecutionIds: Record<string, string>;
        }
        const id = await failed();
        const bulk = await ask<Replayed>('replay_execution', { ids: JSON.stringify([id]) });
        assert.equal(bulk.count, 1);
        const copy = bulk.newExecutionIds[id] ?? '';
        assert.notEqual(copy, id);
        await untilState(connection(), copy, 'FAILED');
        const latest = await ask<{ message: string; result: Replayed }>('replay_execution', {
          namespace,
          flow_id: 'failing',
        });
        assert.match(latest.message, new RegExp(`Replayed execution ${copy} for flow 'failing'`));
        assert.equal(latest.result.count, 1);
      });

      it('resume_execution resumes by ids, with the defaults of the pause', async () => {
        const ids = [await paused(), await paused()];
        const refused = await ask<{
          count: number;
          errors: Record<string, { code: string; message: string }>;
        }>('resume_execution', { execution_ids: ids });
        // Each lacks the reason that the pause requires.
        assert.equal(refused.count, 0);
        assert.match(refused.errors[ids[0] ?? '']?.message ?? '', /reason/);
        const [first = '', second = ''] = ids;
        const one = await ask<Record<string, SeenExecution>>('resume_execution', {
          execution_ids: [first],
          on_resume: { reason: 'fine', approved: 'false' },
        });
        assert.equal(one[first]?.id, first);
        await untilState(connection(), first, 'SUCCESS');
        await untilState(connection(), second, 'PAUSED');
      });

      it('force_run_execution does not skip what a pause asks for', async () => {
        const execution_id = await paused();
        const error = await mcp.refused('force_run_execution', { execution_id });
        assert.match(error.message, /reason/);
        await untilState(connection(), execution_id, 'PAUSED');
      });
    });
  });
}
