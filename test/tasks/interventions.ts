import assert from 'node:assert/strict';
import type { DeletionResult } from '../../src/operations/deleteExecution.ts';
import { sendOk } from '../support/executions.ts';
import { ONE_AT_A_TIME } from './flows.ts';
import { newestExecution } from './newestExecution.ts';
import type { Executions, Run } from './results.ts';
import { defineTask, type Task } from './task.ts';

const NOTIFYING = `
id: order-import
labels:
  team: orders
tasks:
  - id: notify
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: chat does not answer
  - id: store
    type: io.kestra.plugin.core.log.Log
    message: stored
`;

const LONG = `
id: long-export
tasks:
  - id: first-half
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT1S
  - id: second-half
    type: io.kestra.plugin.core.log.Log
    message: exported
`;

const STEPS = `
id: steps
tasks:
  - id: read
    type: io.kestra.plugin.core.debug.Return
    format: 41 rows
  - id: store
    type: io.kestra.plugin.core.log.Log
    message: "stored {{ outputs.read.value }}"
`;

const failedOf = (namespace: string): Record<string, unknown> => ({ namespace, state: ['FAILED'] });

export const INTERVENTIONS: readonly Task[] = [
  defineTask({
    says: 'The task notify of the last order import in $NS failed, but that does not matter: count it as a success and go on.',
    flows: [NOTIFYING],
    given: (stage) => stage.started('order-import', 'FAILED'),
    calls: ['list_executions', 'change_taskrun_state'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, failedOf(namespace));
      const change = { execution_id: id, task_id: 'notify', state: 'SUCCESS' };
      await agent.call('change_taskrun_state', change);
    },
    async check(stage, { facts }) {
      await stage.until(facts.id, 'SUCCESS');
      assert.ok((await stage.logs(facts.id)).includes('stored'));
    },
  }),

  defineTask({
    says: 'We accept the failure of the last order import in $NS: make it a WARNING.',
    flows: [NOTIFYING],
    given: (stage) => stage.started('order-import', 'FAILED'),
    calls: ['list_executions', 'change_execution_status'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, failedOf(namespace));
      await agent.call('change_execution_status', { execution_id: id, status: 'WARNING' });
    },
    check: async (stage, { facts }) => void (await stage.until(facts.id, 'WARNING')),
  }),

  defineTask({
    says: 'Label the failed executions of $NS with incident=4711; what they have stays.',
    flows: [NOTIFYING],
    given: async (stage) => [
      await stage.started('order-import', 'FAILED'),
      await stage.started('order-import', 'FAILED'),
    ],
    calls: ['list_executions', 'set_execution_labels'],
    async solve(agent, { namespace }) {
      const { executions } = await agent.call<Executions>('list_executions', failedOf(namespace));
      const execution_ids = executions.map(({ id }) => id);
      await agent.call('set_execution_labels', { execution_ids, labels: { incident: '4711' } });
    },
    async check(stage, { facts }) {
      for (const { id } of facts) {
        type Labelled = { labels: { key: string; value: string }[] };
        const { labels } = await stage.read<Labelled>(`executions/${id}`);
        const own = labels.filter(({ key }) => !key.startsWith('system.'));
        assert.deepEqual(Object.fromEntries(own.map(({ key, value }) => [key, value])), {
          team: 'orders',
          incident: '4711',
        });
      }
    },
  }),

  defineTask({
    says: 'Pause the export that is running in $NS before its second half.',
    flows: [LONG],
    given: (stage) => stage.started('long-export', 'RUNNING'),
    calls: ['list_executions', 'pause_execution'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, state: ['RUNNING'] });
      await agent.call('pause_execution', { execution_id: id });
    },
    async check(stage, { facts }) {
      await stage.until(facts.id, 'PAUSED');
      assert.ok(!(await stage.logs(facts.id)).includes('exported'));
    },
  }),

  defineTask({
    says: 'The run of single that is queued in $NS is not needed any more. Cancel it.',
    flows: [ONE_AT_A_TIME],
    async given(stage) {
      await stage.started('single', 'PAUSED');
      return stage.started('single', 'QUEUED');
    },
    calls: ['list_executions', 'unqueue_execution'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, state: ['QUEUED'] });
      await agent.call('unqueue_execution', { execution_id: id, state: 'CANCELLED' });
    },
    check: async (stage, { facts }) => void (await stage.until(facts.id, 'CANCELLED')),
  }),

  defineTask({
    says: 'Delete the failed order import in $NS, but tell me first what goes with it.',
    flows: [NOTIFYING],
    given: (stage) => stage.started('order-import', 'FAILED'),
    calls: ['list_executions', 'delete_execution', 'delete_execution'],
    async solve(agent, { namespace }) {
      const execution_id = await newestExecution(agent, failedOf(namespace));
      const preview = await agent.call<DeletionResult>('delete_execution', { execution_id });
      await agent.call('delete_execution', { execution_id, confirm: true });
      return preview;
    },
    async check(stage, { facts, answer }) {
      assert.equal(answer.deleted, false);
      assert.ok(answer.impact.logLines > 0);
      await assert.rejects(sendOk(stage.connection, 'GET', `executions/${facts.id}`), /404/);
    },
  }),

  defineTask({
    says: 'Run steps in $NS up to its task store, tell me what {{ outputs.read.value }} is there, then go on.',
    flows: [STEPS],
    calls: ['execute_flow', 'evaluate_expression', 'resume_from_breakpoint'],
    async solve(agent, { namespace }) {
      const run = { namespace, flow_id: 'steps', breakpoints: ['store'] };
      const { id } = await agent.call<Run>('execute_flow', run);
      const expression = '{{ outputs.read.value }}';
      const evaluation = { execution_id: id, expression };
      const { result } = await agent.call<{ result: string }>('evaluate_expression', evaluation);
      await agent.call('resume_from_breakpoint', { execution_id: id });
      return { id, result };
    },
    async check(stage, { answer }) {
      assert.equal(answer.result, '41 rows');
      await stage.until(answer.id, 'SUCCESS');
      assert.ok((await stage.logs(answer.id)).includes('stored 41 rows'));
    },
  }),
];
