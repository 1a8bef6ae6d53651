import assert from 'node:assert/strict';
import type { LogPage } from '../../src/operations/readLogs.ts';
import { only, type Executions, type LogLines } from './results.ts';
import { defineTask, type Task } from './task.ts';

const LOAD = `
id: load
tasks:
  - id: extract
    type: io.kestra.plugin.core.log.Log
    message: 120 rows read
  - id: store
    type: io.kestra.plugin.core.log.Log
    level: ERROR
    message: row 17 left out
`;
const NOTIFY = `
id: notify
tasks:
  - id: send
    type: io.kestra.plugin.core.log.Log
    message: sent
`;
const user = (id: string): string => `
id: ${id}
tasks:
  - id: tell
    type: io.kestra.plugin.core.flow.Subflow
    namespace: $NS
    flowId: notify
    wait: true
`;

interface Dependencies {
  dependants: { flowId: string }[];
}

export const OBSERVING: readonly Task[] = [
  defineTask({
    says: 'What did the task extract say in the last run of load in $NS?',
    flows: [LOAD],
    given: (stage) => stage.started('load', 'SUCCESS'),
    calls: ['list_executions', 'get_execution_logs'],
    async solve(agent, { namespace }) {
      const search = { namespace, flow_id: 'load', limit: 1 };
      const { id } = only((await agent.call<Executions>('list_executions', search)).executions);
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
    says: 'What ran in $NS in the last 15 minutes?',
    flows: [LOAD],
    async given(stage) {
      const old = await stage.started('load', 'SUCCESS');
      const isOld = await stage.backdate(old.id, 1);
      const newer = [await stage.started('load', 'SUCCESS'), await stage.started('load', 'SUCCESS')];
      return [...newer.map(({ id }) => id), ...(isOld ? [] : [old.id])];
    },
    calls: ['list_executions'],
    solve: (agent, { namespace }) =>
      agent.call<Executions>('list_executions', { namespace, time_range: 'PT15M' }),
    check: (_stage, { facts, answer }) =>
      assert.deepEqual(answer.executions.map(({ id }) => id).toSorted(), facts.toSorted()),
  }),

  defineTask({
    says: 'Who uses the flow notify of $NS?',
    flows: [NOTIFY, user('orders'), user('invoices'), LOAD],
    calls: ['get_dependencies'],
    solve: (agent, { namespace }) =>
      agent.call<Dependencies>('get_dependencies', { namespace, flow_id: 'notify' }),
    check: (_stage, { answer }) =>
      assert.deepEqual(answer.dependants.map(({ flowId }) => flowId).toSorted(), ['invoices', 'orders']),
  }),

  defineTask({
    says: 'Draw the last run of orders in $NS with the states of its tasks.',
    flows: [NOTIFY, user('orders')],
    given: (stage) => stage.started('orders', 'SUCCESS'),
    calls: ['list_executions', 'get_flow_graph'],
    async solve(agent, { namespace }) {
      const search = { namespace, flow_id: 'orders', limit: 1 };
      const { id } = only((await agent.call<Executions>('list_executions', search)).executions);
      return agent.call<{ graph: string }>('get_flow_graph', { execution_id: id });
    },
    check(_stage, { answer }) {
      assert.match(answer.graph, /^(flowchart|graph) /);
      assert.match(answer.graph, /tell.*SUCCESS/);
    },
  }),
];
