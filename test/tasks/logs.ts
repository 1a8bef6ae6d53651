import assert from 'node:assert/strict';
import type { LogPage } from '../../src/operations/readLogs.ts';
import { LOAD } from './flows.ts';
import { newestExecution } from './newestExecution.ts';
import { only, type LogLines, type Run } from './results.ts';
import { defineTask, type Task } from './task.ts';

interface Deletion {
  deleted: boolean;
  lines: number;
}

export const LOGS: readonly Task[] = [
  defineTask({
    says: 'What did the task extract say in the last run of load in $NS?',
    flows: [LOAD],
    given: (stage) => stage.started('load', 'SUCCESS'),
    calls: ['list_executions', 'get_execution_logs'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'load' });
      return agent.call<LogPage>('get_execution_logs', { execution_id: id, task_id: 'extract' });
    },
    check: (_stage, { answer }) =>
      assert.deepEqual(
        answer.lines.map(({ message }) => message),
        ['120 rows read'],
      ),
  }),

  defineTask({
    says: 'Were there errors in $NS within the last 24 hours, also in runs that succeeded?',
    flows: [LOAD],
    given: (stage) => stage.started('load', 'SUCCESS'),
    calls: ['search_logs'],
    solve: (agent, { namespace }) =>
      agent.call<LogLines>('search_logs', { namespace, min_level: 'ERROR', time_range: 'PT24H' }),
    check(_stage, { facts, answer }) {
      const { executionId, message } = only(answer.lines);
      assert.deepEqual([executionId, message], [facts.id, 'row 17 left out']);
    },
  }),

  defineTask({
    says: 'Run load in $NS and show me its log until it ends.',
    flows: [LOAD],
    calls: ['execute_flow', 'follow_execution_logs'],
    async solve(agent, { namespace }) {
      const run = { namespace, flow_id: 'load', wait: false };
      const { id } = await agent.call<Run>('execute_flow', run);
      const followed = { execution_id: id };
      return { id, ...(await agent.call<LogPage & { ended: boolean }>('follow_execution_logs', followed)) };
    },
    async check(stage, { answer }) {
      assert.equal(answer.ended, true);
      await stage.until(answer.id, 'SUCCESS');
      assert.deepEqual(
        answer.lines.map(({ message }) => message),
        ['120 rows read', 'row 17 left out'],
      );
    },
  }),

  defineTask({
    says: 'I want the whole log of the last run of load in $NS as plain text.',
    flows: [LOAD],
    given: (stage) => stage.started('load', 'SUCCESS'),
    calls: ['list_executions', 'download_execution_logs'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'load' });
      return agent.call<{ text: string }>('download_execution_logs', { execution_id: id });
    },
    check: (_stage, { answer }) => assert.match(answer.text, /120 rows read\n.*row 17 left out/),
  }),

  defineTask({
    says: 'Delete the errors from the log of the last run of load in $NS, but tell me before how many lines go.',
    flows: [LOAD],
    given: (stage) => stage.started('load', 'SUCCESS'),
    calls: ['list_executions', 'delete_execution_logs', 'delete_execution_logs'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'load' });
      const errors = { execution_id: id, min_level: 'ERROR' };
      const preview = await agent.call<Deletion>('delete_execution_logs', errors);
      await agent.call('delete_execution_logs', { ...errors, confirm: true });
      return preview;
    },
    async check(stage, { facts, answer }) {
      assert.deepEqual([answer.deleted, answer.lines], [false, 1]);
      assert.deepEqual(await stage.logs(facts.id), ['120 rows read']);
    },
  }),

  defineTask({
    says: 'Delete all logs of the flow load in $NS. How many lines are that? Ten at most are fine.',
    flows: [LOAD],
    given: async (stage) => [await stage.started('load', 'SUCCESS'), await stage.started('load', 'SUCCESS')],
    calls: ['delete_flow_logs', 'delete_flow_logs'],
    async solve(agent, { namespace }) {
      const flow = { namespace, flow_id: 'load' };
      const preview = await agent.call<Deletion>('delete_flow_logs', flow);
      await agent.call('delete_flow_logs', { ...flow, confirm: true });
      return preview;
    },
    async check(stage, { facts, answer }) {
      assert.deepEqual([answer.deleted, answer.lines], [false, 4]);
      for (const { id } of facts) assert.deepEqual(await stage.logs(id), []);
    },
  }),
];
