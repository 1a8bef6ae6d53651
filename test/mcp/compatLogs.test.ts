import assert from 'node:assert/strict';
import { startExecution } from '../support/executions.ts';
import { withCompat, type Listed } from './support/compat.ts';
interface LogEntry {
  executionId: string;
  taskId: string;
  level: string;
  message: string;
  timestamp: string;
}

for (const major of [1, 2] as const) {
  describe(`the official server's tools for logs, on Kestra ${major}.x`, () => {
    const { ask, refused, namespace, connection, failed } = withCompat(major);

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
      const error = await refused('get_execution_logs', { execution_id: 'nope' });
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

    it('download_execution_logs gives them as text', async () => {
      const { result } = await ask<{ result: string }>('download_execution_logs', {
        execution_id: await failed(),
        task_id: 'hello',
      });
      assert.match(result, /^20\S+ INFO hello from hello$/m);
      assert.doesNotMatch(result, /ERROR/);
    });

    it('follow_execution_logs ends with the execution', async () => {
      const execution_id = await startExecution(connection(), { namespace, flowId: 'failing' });
      interface Followed {
        result: string;
        state: string;
        ended: boolean;
      }
      const followed = await ask<Followed>('follow_execution_logs', { execution_id });
      assert.match(followed.result, /^20\S+ INFO hello from hello$/m);
      assert.match(followed.result, /ERROR .*the invoice has no number/);
      assert.deepEqual([followed.state, followed.ended], ['FAILED', true]);
    });

    it('delete_execution_logs deletes those of a task, then the rest', async () => {
      const execution_id = await failed();
      const left = async (): Promise<string[]> => {
        const { results } = await ask<Listed<LogEntry>>('get_execution_logs', { execution_id });
        return results.map(({ taskId }) => taskId);
      };
      const deletion = { execution_id, task_id: 'hello' };
      assert.deepEqual(await ask('delete_execution_logs', deletion), { status: 'deleted', lines: 1 });
      assert.ok(!(await left()).includes('hello'));
      await ask('delete_execution_logs', { execution_id });
      assert.deepEqual(await left(), []);
      const error = await refused('delete_execution_logs', { execution_id: 'nope' });
      assert.equal(error.code, 'NOT_FOUND');
    });

    it('delete_flow_logs deletes those of all executions', async () => {
      const execution_id = await failed();
      const { status, lines } = await ask<{ status: string; lines: number }>('delete_flow_logs', {
        namespace,
        flow_id: 'failing',
      });
      assert.equal(status, 'deleted');
      assert.ok(lines > 1);
      assert.deepEqual(await ask('get_execution_logs', { execution_id }), { results: [] });
    });
  });
}
