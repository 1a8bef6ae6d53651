import assert from 'node:assert/strict';
import type { CallToolResult, Task } from '@modelcontextprotocol/sdk/types.js';
import { createFlow, ownNamespace, startExecution, untilState } from '../../support/executions.ts';
import { withKestra } from '../../support/kestra.ts';
import { approval, failing, greeting, sleepy } from '../support/flows.ts';
import { LIMIT_MS, TaskClient } from './taskStage.ts';

const RELATED = 'io.modelcontextprotocol/related-task';
const IMMEDIATE = 'io.modelcontextprotocol/model-immediate-response';

interface Details {
  id: string;
  state: string;
  settled: boolean;
  outputs?: Record<string, unknown>;
  failure?: { taskId: string; errors: string[] };
  labels?: Record<string, string>;
}

function details({ structuredContent }: CallToolResult): Details {
  return structuredContent as unknown as Details;
}

const invalid = { code: -32602 };

for (const major of [1, 2] as const) {
  describe(`tasks on Kestra ${major}.x`, function () {
    this.timeout(LIMIT_MS);
    const connection = withKestra(major);
    const namespace = ownNamespace(`tasks${major}`);
    let client: TaskClient;
    let other: TaskClient;

    before(async () => {
      for (const flow of [approval, failing, greeting, sleepy])
        await createFlow(connection(), flow(namespace));
      const answer = () => ({ action: 'accept' as const, content: { reason: 'fine', level: 'high' } });
      client = await new TaskClient(connection(), { answer }).start();
      other = await new TaskClient(connection()).start();
    });
    after(async () => {
      await client?.close();
      await other?.close();
    });

    const begin = async (flowId: string, ttl?: number): Promise<Task> => {
      const args = { namespace, flow_id: flowId };
      return (await client.create('execute_flow', args, ttl === undefined ? {} : { ttl })).task;
    };

    it('are executions: begun as working, completed with what the plain call would have said', async () => {
      const args = { namespace, flow_id: 'greeting', inputs: { who: 'tasks' }, labels: { team: 'data' } };
      const { task, _meta } = await client.create('execute_flow', args, { ttl: 60_000 });
      assert.equal(task.status, 'working');
      assert.equal(task.ttl, null);
      assert.equal(typeof task.pollInterval, 'number');
      assert.ok(Date.parse(task.createdAt) > 0);
      assert.match(
        String(_meta?.[IMMEDIATE]),
        new RegExp(`Execution ${task.taskId} of ${namespace}.greeting`),
      );

      const ended = await client.until(task.taskId, 'completed');
      assert.equal(ended.createdAt, task.createdAt);
      assert.ok(Date.parse(ended.lastUpdatedAt) >= Date.parse(task.createdAt));
      const result = await client.result(task.taskId);
      assert.deepEqual(result._meta?.[RELATED], { taskId: task.taskId });
      const { id, state, settled, outputs, labels } = details(result);
      assert.deepEqual([id, state, settled], [task.taskId, 'SUCCESS', true]);
      assert.deepEqual(outputs, { said: 'tasks 1' });
      assert.deepEqual(labels, { 'mcp-client': 'test', team: 'data' });
      assert.deepEqual(JSON.parse((result.content[0] as { text: string }).text), result.structuredContent);
    });

    it('complete with the failure in the result when the execution fails, and say it in the status', async () => {
      const task = await begin('failing');
      const ended = await client.until(task.taskId, 'completed');
      assert.match(ended.statusMessage ?? '', /FAILED: task broken: .*the invoice has no number/);
      const { state, failure } = details(await client.result(task.taskId));
      assert.equal(state, 'FAILED');
      assert.equal(failure?.taskId, 'broken');
    });

    it('block tasks/result until the end, and ask at a pause', async () => {
      const task = await begin('approval');
      const result = await client.result(task.taskId);
      const { state, outputs } = details(result);
      assert.equal(state, 'SUCCESS');
      assert.deepEqual(outputs, { decision: 'fine true high' });
      const [form] = client.asked.splice(0);
      assert.deepEqual(form?._meta?.[RELATED], { taskId: task.taskId });
    });

    it('need input only of a client that can be asked, and stay paused for one who declines', async () => {
      const declining = await new TaskClient(connection(), { answer: () => ({ action: 'decline' }) }).start();
      try {
        const flow = { namespace, flow_id: 'approval' };
        const { task } = await declining.create('execute_flow', flow);
        const waiting = await declining.until(task.taskId, 'input_required');
        assert.match(waiting.statusMessage ?? '', /PAUSED/);
        for (const end = Date.now() + 60_000; declining.asked.length === 0; await declining.get(task.taskId))
          assert.ok(Date.now() < end, 'nobody was asked');
        const seen = await other.get(task.taskId);
        assert.equal(seen.status, 'working');
        assert.match(seen.statusMessage ?? '', /resume_execution/);
        assert.equal((await declining.get(task.taskId)).status, 'input_required');
        assert.equal((await other.cancel(task.taskId)).status, 'cancelled');
        assert.equal(declining.asked.length, 1);
      } finally {
        await declining.close();
      }
    });

    it('are cancelled by killing, at once and for good', async () => {
      const task = await begin('sleepy');
      await untilState(connection(), task.taskId, 'RUNNING');
      const cancelled = await client.cancel(task.taskId);
      assert.equal(cancelled.status, 'cancelled');
      await untilState(connection(), task.taskId, 'KILLED');
      assert.equal((await client.get(task.taskId)).status, 'cancelled');
      assert.equal(details(await client.result(task.taskId)).state, 'KILLED');
      await assert.rejects(client.cancel(task.taskId), invalid);
    });

    it('are answered for by a server that did not begin them', async () => {
      const task = await begin('sleepy');
      await untilState(connection(), task.taskId, 'RUNNING');
      const late = await new TaskClient(connection()).start();
      try {
        assert.equal((await late.get(task.taskId)).status, 'working');
        assert.ok((await late.list()).some(({ taskId }) => taskId === task.taskId));
        const result = late.result(task.taskId);
        assert.equal((await late.cancel(task.taskId)).status, 'cancelled');
        assert.equal(details(await result).state, 'KILLED');
      } finally {
        await late.close();
      }
    });

    it('refuse what is no task', async () => {
      const untasked = await startExecution(connection(), { namespace, flowId: 'greeting' });
      const marks = { 'mcp-task': 'execute_flow.1', 'mcp-task-owner': 'somebody' };
      const foreign = await startExecution(connection(), { namespace, flowId: 'greeting' }, {}, marks);
      for (const taskId of ['nothing', untasked, foreign]) {
        await assert.rejects(client.get(taskId), invalid);
        await assert.rejects(client.result(taskId), invalid);
        await assert.rejects(client.cancel(taskId), invalid);
      }
      const listed = (await client.list()).map(({ taskId }) => taskId);
      assert.ok(!listed.includes(untasked) && !listed.includes(foreign));
    });

    it('are not for tools that do no long work', async () => {
      const call = client.create('get_execution', { execution_id: 'x' });
      await assert.rejects(call, { code: -32601 });
    });

    it('are not begun by a call that is wrong, and say what is', async () => {
      await assert.rejects(client.create('execute_flow', { namespace, flow_id: 'no-such-flow' }), invalid);
      await assert.rejects(client.create('execute_flow', { flow: 'x' }), {
        ...invalid,
        message: /namespace/,
      });
    });

    it('notify of their status', async () => {
      const task = await begin('greeting');
      await client.until(task.taskId, 'completed');
      await client.result(task.taskId);
      for (const end = Date.now() + 20_000; ;) {
        const own = client.told.filter(({ taskId }) => taskId === task.taskId);
        if (own.at(-1)?.status === 'completed') break;
        assert.ok(Date.now() < end, JSON.stringify(own));
        await client.get(task.taskId);
      }
    });

    it('restart in place as tasks of their own: what has ended stays so', async () => {
      const first = await begin('failing');
      await client.until(first.taskId, 'completed');
      const { task } = await client.create('restart_execution', { execution_id: first.taskId });
      assert.equal(task.taskId, `${first.taskId}.2`);
      await client.until(task.taskId, 'completed');
      assert.equal((await client.get(first.taskId)).status, 'completed');
      assert.equal(details(await client.result(task.taskId)).state, 'FAILED');
      const own = (await client.list())
        .map(({ taskId }) => taskId)
        .filter((id) => id.startsWith(first.taskId));
      assert.deepEqual(own, [task.taskId, first.taskId]);
    });

    it('replay as tasks: the copy is one, its original is not', async () => {
      const original = await startExecution(connection(), { namespace, flowId: 'failing' });
      const { taskRunList = [] } = await untilState(connection(), original, 'FAILED');
      const { task } = await client.create('replay_execution', { ids: [original] });
      await client.until(task.taskId, 'completed');
      const { structuredContent } = await client.result(task.taskId);
      const { results } = structuredContent as { results: { executionId: string; execution: Details }[] };
      assert.deepEqual([results[0]?.executionId, results[0]?.execution.id], [original, task.taskId]);
      const part = { ids: [original], task_run_id: taskRunList[1]?.id };
      const { task: partial } = await client.create('replay_execution', part);
      await client.until(partial.taskId, 'completed');
      const ids = (await client.list()).map(({ taskId }) => taskId);
      assert.ok(ids.includes(task.taskId) && ids.includes(partial.taskId) && !ids.includes(original));
      await assert.rejects(client.create('replay_execution', { ids: [original, task.taskId] }), invalid);
    });

    it('go through the stream of the SDK: created, statuses, result', async () => {
      const types: string[] = [];
      let result: CallToolResult | undefined;
      const call = { name: 'execute_flow', arguments: { namespace, flow_id: 'approval' } };
      for await (const message of client.client.experimental.tasks.callToolStream(call)) {
        types.push(message.type);
        if (message.type === 'result') result = message.result as CallToolResult;
      }
      assert.equal(types[0], 'taskCreated');
      assert.equal(types.at(-1), 'result');
      assert.equal(result && details(result).state, 'SUCCESS');
    });
  });
}
