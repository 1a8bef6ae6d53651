import assert from 'node:assert/strict';
import type { AbortResult } from '../../src/operations/abort.ts';
import type { RerunResult } from '../../src/operations/rerun.ts';
import { newestExecution } from './newestExecution.ts';
import { defineTask, type Task } from './task.ts';

const PIPELINE = `
id: pipeline
tasks:
  - id: compile
    type: io.kestra.plugin.core.log.Log
    message: compiled
  - id: test
    type: io.kestra.plugin.core.log.Log
    message: tested
  - id: deploy
    type: io.kestra.plugin.core.log.Log
    message: deployed
`;

const SLOW = `
id: slow
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT60S
`;

export const BUILDS: readonly Task[] = [
  defineTask({
    says: 'Rerun only the job test of the last pipeline in $NS; nothing must be deployed.',
    flows: [PIPELINE],
    given: (stage) => stage.started('pipeline', 'SUCCESS'),
    calls: ['list_executions', 'rerun_execution'],
    async solve(agent, { namespace }) {
      const execution_id = await newestExecution(agent, { namespace });
      const rerun = { execution_id, what: 'only_task', task_id: 'test', kill_after: true };
      return agent.call<RerunResult>('rerun_execution', rerun);
    },
    async check(stage, { facts, answer }) {
      assert.notEqual(answer.execution.id, facts.id);
      await stage.until(answer.execution.id, 'KILLED');
      const lines = await stage.logs(answer.execution.id);
      assert.ok(lines.includes('tested') && !lines.includes('deployed'), lines.join('; '));
    },
  }),

  defineTask({
    says: 'Abort the job nap of the slow run in $NS. If that is not possible alone, tell me what is, and stop nothing.',
    flows: [SLOW],
    given: (stage) => stage.started('slow', 'RUNNING'),
    calls: ['list_executions', 'get_execution', 'abort_execution'],
    async solve(agent, { namespace }) {
      const execution_id = await newestExecution(agent, { namespace, state: ['RUNNING'] });
      await agent.call('get_execution', { execution_id });
      return agent.call<AbortResult>('abort_execution', { execution_id, task_id: 'nap' });
    },
    async check(stage, { facts, answer }) {
      assert.equal(answer.aborted, false);
      assert.ok(answer.choices?.some(({ tool }) => tool === 'kill_execution'));
      await stage.until(facts.id, 'RUNNING');
    },
  }),
];
