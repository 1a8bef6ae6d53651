import assert from 'node:assert/strict';
import { startExecution, untilState } from '../support/executions.ts';
import { withCompat, type Listed, type SeenExecution } from './support/compat.ts';
import { limited } from './support/flows.ts';

const order = (namespace: string, message: string): string => `
id: order
namespace: ${namespace}
inputs:
  - id: user
    type: STRING
    defaults: Rick
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: "${message} {{ inputs.user }}"
`;

const decision = (namespace: string): string => `
id: decision
namespace: ${namespace}
tasks:
  - id: gate
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: approved
        type: BOOL
        defaults: false
      - id: reason
        type: STRING
        defaults: none
  - id: say
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.gate.onResume.approved }} {{ outputs.gate.onResume.reason }}"
outputs:
  - id: said
    type: STRING
    value: "{{ outputs.say.value }}"
`;

/** The open-source prompts that the official server is tried with, as the calls that a model makes of them. */
for (const major of [1, 2] as const) {
  describe(`prompts for the official server on Kestra ${major}.x`, () => {
    const { ask, namespace, connection, failed } = withCompat(major, [decision, limited]);
    const run = (flow_id: string, args: Record<string, unknown> = {}): Promise<SeenExecution> =>
      ask('execute_flow', { namespace, flow_id, ...args });
    const get = (execution_id: string): Promise<SeenExecution> =>
      ask('manage_executions', { action: 'get', execution_id });
    const decide = async (): Promise<string> => {
      const { id } = await run('decision');
      await untilState(connection(), id, 'PAUSED');
      return id;
    };

    it('“Create a flow from YAML”, “Update the flow as follows”', async () => {
      for (const [message, revision] of [
        ['Hello', 1],
        ['Welcome', 2],
      ] as const) {
        const yaml_definition = order(namespace, message);
        const saved = await ask<{ revision: number }>('create_flow_from_yaml', { yaml_definition });
        assert.equal(saved.revision, revision);
      }
    });

    it('“Run the flow order with user Harry Potter”, “Run it again”', async () => {
      const first = await run('order', { inputs: { user: 'Harry Potter' }, wait: true });
      assert.equal(first.state.current, 'SUCCESS');
      const again = { ids: null, namespace, flow_id: 'order' };
      const { result } = await ask<{ result: { newExecutionIds: Record<string, string> } }>(
        'replay_execution',
        again,
      );
      const { inputs } = await untilState(connection(), result.newExecutionIds[first.id] ?? '', 'SUCCESS');
      assert.deepEqual(inputs, { user: 'Harry Potter' });
    });

    it('“Restart the latest execution of failing”, “Restart it from the failed task”', async () => {
      const id = await failed();
      const restarted = await ask<SeenExecution>('restart_execution', { namespace, flow_id: 'failing' });
      assert.equal(restarted.id, id);
      await untilState(connection(), id, 'FAILED');
      await ask('change_taskrun_state', { execution_id: id });
      await untilState(connection(), id, 'SUCCESS');
    });

    it('“Set the failed task run to WARNING”, “Change the status of this execution to FAILED”', async () => {
      const id = await failed();
      const broken = (await get(id)).taskRunList.find(({ taskId }) => taskId === 'broken');
      const change = { execution_id: id, state: 'WARNING', task_run_id: broken?.id };
      await ask('change_taskrun_state', change);
      await untilState(connection(), id, 'WARNING');
      const status = { action: 'change_status', execution_id: id, status: 'FAILED' };
      assert.equal((await ask<SeenExecution>('manage_executions', status)).state.current, 'FAILED');
    });

    it('“Force run the queued execution”', async () => {
      const first = await startExecution(connection(), { namespace, flowId: 'limited' });
      await untilState(connection(), first, 'RUNNING');
      const second = await startExecution(connection(), { namespace, flowId: 'limited' });
      await untilState(connection(), second, 'QUEUED');
      await ask('force_run_execution', { execution_id: second });
      await untilState(connection(), second, 'RUNNING');
      for (const execution_id of [first, second]) {
        await ask('manage_executions', { action: 'kill', execution_id });
      }
    });

    it('“Resume the execution with approved=true and reason=looks good”', async () => {
      const id = await decide();
      const on_resume = { approved: true, reason: 'looks good' };
      await ask('resume_execution', { execution_ids: [id], on_resume });
      await untilState(connection(), id, 'SUCCESS');
      assert.deepEqual((await get(id)).outputs, { said: 'true looks good' });
    });

    it('“Resume the most recent paused execution of decision”', async () => {
      const older = await decide();
      const latest = await decide();
      const resumed = await ask<Record<string, SeenExecution>>('resume_execution', {
        namespace,
        flow_id: 'decision',
      });
      assert.deepEqual(Object.keys(resumed), [latest]);
      await untilState(connection(), latest, 'SUCCESS');
      assert.deepEqual((await get(latest)).outputs, { said: 'false none' });
      assert.deepEqual(await ask('resume_execution', { execution_ids: [older] }), { count: 1 });
      await untilState(connection(), older, 'SUCCESS');
    });

    it('“List two executions of order of the last 15 minutes”', async () => {
      const wanted = { namespace, flow_id: 'order', count: 2, time_range: 'PT15M' };
      const { results } = await ask<Listed>('list_executions', wanted);
      assert.equal(results.length, 2);
    });

    it('“Search for error logs in the namespace in the last 24 hours”', async () => {
      const start_date = new Date(Date.now() - 86_400_000).toISOString();
      const wanted = { namespace, min_level: 'ERROR', start_date };
      const { results } = await ask<Listed<{ message: string }>>('search_logs', wanted);
      assert.ok(results.some(({ message }) => message.includes('the invoice has no number')));
    });
  });
}
