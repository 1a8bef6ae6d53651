import assert from 'node:assert/strict';
import { createFlow, ownNamespace, untilState } from '../../support/executions.ts';
import { withKestra } from '../../support/kestra.ts';
import { sleepy } from '../support/flows.ts';
import { LIMIT_MS, TaskClient, type TaskClientOptions } from './taskStage.ts';

for (const major of [1, 2] as const) {
  describe(`the guards before tasks on Kestra ${major}.x`, function () {
    this.timeout(LIMIT_MS);
    const connection = withKestra(major);
    const inside = ownNamespace(`tasks.in${major}`);
    const outside = ownNamespace(`tasks.out${major}`);
    const running: TaskClient[] = [];
    let unguarded: TaskClient;

    before(async () => {
      for (const namespace of [inside, outside]) await createFlow(connection(), sleepy(namespace));
      unguarded = await new TaskClient(connection()).start();
    });
    after(() => unguarded?.close());
    afterEach(async () => {
      for (const client of running.splice(0)) await client.close();
    });
    const start = async (options: TaskClientOptions): Promise<TaskClient> => {
      const client = await new TaskClient(connection(), options).start();
      running.push(client);
      return client;
    };

    it('keep tasks within the namespaces of the connection, however they are asked for', async () => {
      const within = await start({ env: { KESTRA_MCP_NAMESPACES: inside } });
      const refused = { code: -32602, message: new RegExp(outside.replaceAll('.', String.raw`\.`)) };
      const flow = { namespace: outside, flow_id: 'sleepy' };
      await assert.rejects(within.create('execute_flow', flow), refused);
      const { task } = await unguarded.create('execute_flow', flow);
      await untilState(connection(), task.taskId, 'RUNNING');
      await assert.rejects(within.get(task.taskId), { code: -32602 });
      await assert.rejects(within.result(task.taskId), { code: -32602 });
      await assert.rejects(within.cancel(task.taskId), { code: -32602 });
      assert.equal((await unguarded.get(task.taskId)).status, 'working');
      const { task: own } = await within.create('execute_flow', { namespace: inside, flow_id: 'sleepy' });
      const ids = (await within.list()).map(({ taskId }) => taskId);
      assert.ok(ids.includes(own.taskId) && !ids.includes(task.taskId));
      await within.cancel(own.taskId);
      await unguarded.cancel(task.taskId);
    });

    it('count tasks that are begun, and those that are cancelled apart', async () => {
      const slow = await start({ env: { KESTRA_MCP_RATE_LIMITS: 'trigger=1' } });
      const flow = { namespace: inside, flow_id: 'sleepy' };
      const { task } = await slow.create('execute_flow', flow);
      await assert.rejects(slow.create('execute_flow', flow), /a minute|Try again in/);
      assert.equal((await slow.get(task.taskId)).status, 'working');
      assert.equal((await slow.cancel(task.taskId)).status, 'cancelled');
    });
  });
}
