import assert from 'node:assert/strict';
import type { FailureDossier } from '../../src/operations/explainFailure.ts';
import type { Health } from '../../src/operations/health.ts';
import { createFlow } from '../support/executions.ts';
import { LOAD } from './flows.ts';
import { newestExecution } from './newestExecution.ts';
import { only, type Executions, type Flows } from './results.ts';
import { defineTask, type Task } from './task.ts';

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

const BROKEN = `
id: broken
tasks:
  - id: connect
    type: io.kestra.plugin.core.execution.Fail
    errorMessage: no route to host
`;
const WRITES = `
id: writes
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .txt
    content: "id;amount"
`;

const MEASURED = `
id: measured
tasks:
  - id: measure
    type: io.kestra.plugin.core.debug.Return
    format: five
`;

interface Metrics {
  metrics: { name: string; value: number }[];
}
interface Outputs {
  files: { uri: string }[];
  file: { text?: string };
}
interface Dependencies {
  dependants: { flowId: string }[];
}

export const OBSERVING: readonly Task[] = [
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
    flows: [NOTIFY, LOAD],
    given: (stage) => stage.saveLinked('notify', 2, [user('orders'), user('invoices')]),
    calls: ['get_dependencies'],
    solve: (agent, { namespace }) =>
      agent.call<Dependencies>('get_dependencies', { namespace, flow_id: 'notify' }),
    check: (_stage, { answer }) =>
      assert.deepEqual(answer.dependants.map(({ flowId }) => flowId).toSorted(), ['invoices', 'orders']),
  }),

  defineTask({
    says: 'How do the flows of $NS depend on each other? As ASCII, please.',
    flows: [NOTIFY],
    given: (stage) => stage.saveLinked('notify', 2, [user('orders'), user('invoices')]),
    calls: ['get_dependencies'],
    solve: (agent, { namespace }) =>
      agent.call<{ graph: string; links: number }>('get_dependencies', { namespace, format: 'ascii' }),
    check(_stage, { answer }) {
      assert.equal(answer.links, 2);
      for (const id of ['orders', 'invoices', 'notify']) assert.match(answer.graph, new RegExp(id));
    },
  }),

  defineTask({
    says: 'Draw the last run of orders in $NS with the states of its tasks.',
    flows: [NOTIFY, user('orders')],
    given: (stage) => stage.started('orders', 'SUCCESS'),
    calls: ['list_executions', 'get_flow_graph'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'orders' });
      return agent.call<{ graph: string }>('get_flow_graph', { execution_id: id });
    },
    check(_stage, { answer }) {
      assert.match(answer.graph, /^(flowchart|graph) /);
      assert.match(answer.graph, /tell.*SUCCESS/);
    },
  }),

  defineTask({
    says: 'What is in the flow oredrs of $NS?',
    flows: [NOTIFY, user('orders'), user('invoices')],
    calls: ['search_flows', 'get_flow'],
    async solve(agent, { namespace }) {
      const [best] = (await agent.call<Flows>('search_flows', { namespace, query: 'oredrs' })).flows;
      return agent.call<{ source: string }>('get_flow', { namespace, flow_id: best?.id });
    },
    check: (_stage, { answer }) => assert.match(answer.source, /^id: orders$/m),
  }),

  defineTask({
    says: 'How is $NS doing today, and what is wrong with the flow that fails most?',
    flows: [LOAD, BROKEN],
    async given(stage) {
      await stage.started('load', 'SUCCESS');
      await stage.started('broken', 'FAILED');
      return stage.started('broken', 'FAILED');
    },
    calls: ['get_health', 'explain_failure'],
    async solve(agent, { namespace }) {
      const { failing, executions } = await agent.call<Health>('get_health', { namespace });
      const [worst] = failing.flows;
      const dossier = { execution_id: worst?.lastExecutionId };
      const { origin, log } = await agent.call<FailureDossier>('explain_failure', dossier);
      return { executions, worst, origin, log };
    },
    check(_stage, { facts, answer: { executions, worst, origin, log } }) {
      assert.equal(executions.total, 3);
      assert.deepEqual([worst?.flowId, worst?.failed, worst?.lastExecutionId], ['broken', 2, facts.id]);
      assert.equal(origin.taskId, 'connect');
      assert.match(log.at(-1)?.message ?? '', /no route to host/);
    },
  }),

  defineTask({
    says: 'Which files did the last run of writes in $NS leave, and how does the first one begin?',
    flows: [WRITES],
    given: (stage) => stage.started('writes', 'SUCCESS'),
    calls: ['list_executions', 'get_execution_outputs', 'get_execution_outputs'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'writes' });
      const { files } = await agent.call<Outputs>('get_execution_outputs', { execution_id: id });
      const preview = { execution_id: id, path: only(files).uri };
      return (await agent.call<Outputs>('get_execution_outputs', preview)).file;
    },
    check: (_stage, { answer }) => assert.match(JSON.stringify(answer), /id;amount/),
  }),

  defineTask({
    says: 'Are you connected to Kestra, and may you start flows there?',
    flows: [LOAD],
    calls: ['connection_status'],
    solve: (agent) => agent.call<{ connected: boolean; access: string }>('connection_status'),
    check: (_stage, { answer }) => assert.deepEqual([answer.connected, answer.access], [true, 'full']),
  }),

  defineTask({
    says: 'Which namespaces are below $NS?',
    flows: [LOAD],
    async given({ connection, namespace }) {
      for (const below of ['red', 'blue']) {
        await createFlow(connection, `namespace: ${namespace}.${below}\n${LOAD.trim()}\n`);
      }
    },
    calls: ['list_namespaces'],
    solve: (agent, { namespace }) =>
      agent.call<{ namespaces: string[] }>('list_namespaces', { query: namespace }),
    check({ namespace }, { answer }) {
      const below = answer.namespaces.filter((name) => name !== namespace);
      assert.deepEqual(below, [`${namespace}.blue`, `${namespace}.red`]);
    },
  }),

  defineTask({
    says: 'How many milliseconds did the task measure take in the last run of measured in $NS?',
    flows: [MEASURED],
    async given(stage) {
      const execution = await stage.started('measured', 'SUCCESS');
      await stage.metrics(execution.id, 'duration');
      return execution;
    },
    calls: ['list_executions', 'get_execution_metrics'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, flow_id: 'measured' });
      return agent.call<Metrics>('get_execution_metrics', { execution_id: id, task_id: 'measure' });
    },
    async check(stage, { facts, answer }) {
      const { results } = await stage.read<{ results: Metrics['metrics'] }>(`metrics/${facts.id}`);
      const length = (metrics: Metrics['metrics']) => metrics.find(({ name }) => name === 'length')?.value;
      assert.equal(length(answer.metrics), length(results));
      assert.ok(answer.metrics.some(({ name }) => name === 'duration'));
    },
  }),
];
