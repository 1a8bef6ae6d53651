import assert from 'node:assert/strict';
import { backdate } from '../support/kestra.ts';
import { untilState } from '../support/executions.ts';
import { withCompat, type Listed, type SeenExecution } from './support/compat.ts';

for (const major of [1, 2] as const) {
  describe(`the official server's tools for running flows, on Kestra ${major}.x`, () => {
    const { ask, refused, namespace, connection, paused, failed } = withCompat(major);
    const run = (flowId: string, args: Record<string, unknown> = {}): Promise<SeenExecution> =>
      ask('execute_flow', { namespace, flow_id: flowId, ...args });

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
      const wrong = await refused('execute_flow', {
        namespace,
        flow_id: 'approval',
        inputs: { amount: 'many' },
      });
      assert.equal(wrong.code, 'INVALID');
      assert.match(wrong.message, /amount/);
      const missing = await refused('execute_flow', { namespace, flow_id: 'nowhere' });
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
      const bulk = await ask<{
        count: number;
        errors: Record<string, { code: string; message: string }>;
      }>('resume_execution', { execution_ids: ids });
      // Each lacks the reason that the pause requires.
      assert.equal(bulk.count, 0);
      assert.match(bulk.errors[ids[0] ?? '']?.message ?? '', /reason/);
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
      const error = await refused('force_run_execution', { execution_id });
      assert.match(error.message, /reason/);
      await untilState(connection(), execution_id, 'PAUSED');
    });
  });
}
