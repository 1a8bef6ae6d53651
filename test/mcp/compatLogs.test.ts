import assert from 'node:assert/strict';
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
    const { ask, refused, namespace, failed } = withCompat(major);

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
  });
}
