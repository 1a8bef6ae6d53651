import assert from 'node:assert/strict';
import { startExecution, untilState } from '../support/executions.ts';
import { withCompat, type SeenExecution } from './support/compat.ts';
import { sleepy } from './support/flows.ts';
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

for (const major of [1, 2] as const) {
  describe(`the official server's tools for executions, on Kestra ${major}.x`, () => {
    const { ask, refused, namespace, connection, paused, failed } = withCompat(major, [naps, sleepy]);
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
        (await refused('manage_executions', { action: 'get', execution_id: 'nope' })).code,
        'NOT_FOUND',
      );
    });

    it('pause says paused only when it is, and nothing of one that has ended', async () => {
      const id = await startExecution(connection(), { namespace, flowId: 'naps' });
      await untilState(connection(), id, 'RUNNING');
      assert.deepEqual(await manage('pause', id), { status: 'paused' });
      await untilState(connection(), id, 'PAUSED');
      const error = await refused('manage_executions', {
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
        (await refused('manage_executions', { action: 'delete', execution_id: id })).code,
        'NOT_FOUND',
      );
      const running = await paused();
      const error = await refused('manage_executions', { action: 'delete', execution_id: running });
      assert.equal(error.code, 'CONFLICT');
    });

    it('change_status changes it, to an end only', async () => {
      const id = await failed();
      const execution = await manage<SeenExecution>('change_status', id, { status: 'WARNING' });
      assert.deepEqual([execution.id, execution.state.current], [id, 'WARNING']);
      for (const status of ['INVALID', 'RUNNING', undefined]) {
        const wrong = { action: 'change_status', execution_id: id, status };
        assert.match((await refused('manage_executions', wrong)).message, /one of SUCCESS, WARNING/);
      }
    });

    it('add_execution_labels keeps the labels that are there', async () => {
      const started = { namespace, flow_id: 'failing', wait: true, labels: { team: 'data' } };
      const { id } = await ask<SeenExecution>('execute_flow', started);
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
}
