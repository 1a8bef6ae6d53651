import assert from 'node:assert/strict';
import type { ExecutionSummary } from '../../src/operations/summary.ts';
import { sendOk } from '../support/executions.ts';
import { ONE_AT_A_TIME } from './flows.ts';
import { newestExecution } from './newestExecution.ts';
import { only, type Flows, type Replayed, type Run } from './results.ts';
import { defineTask, type Task } from './task.ts';

const PRICES = `
id: price-update
description: Sets the prices of some countries within limits.
inputs:
  - id: countries
    type: ARRAY
    itemType: STRING
  - id: limits
    type: JSON
  - id: dry
    type: BOOL
    defaults: false
tasks:
  - id: update
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.countries | length }} countries"
`;

const CHECK = `
id: csv-check
inputs:
  - id: rows
    type: FILE
tasks:
  - id: check
    type: io.kestra.plugin.core.log.Log
    message: checked
`;

export const RUNS: readonly Task[] = [
  defineTask({
    says: 'Run the price update in $NS for the countries DE and FR, with the limits {"max": 10, "by": {"DE": 8}}.',
    flows: [PRICES],
    calls: ['search_flows', 'get_flow', 'execute_flow'],
    async solve(agent, { namespace }) {
      const found = await agent.call<Flows>('search_flows', { query: 'price', namespace });
      const { id: flow_id } = only(found.flows);
      await agent.call('get_flow', { namespace, flow_id });
      const inputs = { countries: ['DE', 'FR'], limits: { max: 10, by: { DE: 8 } } };
      return agent.call<Run>('execute_flow', { namespace, flow_id, inputs });
    },
    async check(stage, { answer }) {
      const { inputs } = await stage.until(answer.id, 'SUCCESS');
      assert.deepEqual(inputs, {
        countries: ['DE', 'FR'],
        limits: { max: 10, by: { DE: 8 } },
        dry: false,
      });
    },
  }),

  defineTask({
    says: 'Run price-update in $NS for DE. If it needs more, take no limits.',
    flows: [PRICES],
    calls: ['execute_flow', 'execute_flow'],
    async solve(agent, { namespace }) {
      const flow = { namespace, flow_id: 'price-update' };
      const error = await agent.refused('execute_flow', flow);
      const [countries = '', limits = ''] = (error.violations ?? []).map(
        (text) => /input:(\w+)/.exec(text)?.[1] ?? '',
      );
      const inputs = { [countries]: ['DE'], [limits]: {} };
      return agent.call<Run>('execute_flow', { ...flow, inputs });
    },
    async check(stage, { answer }) {
      await stage.until(answer.id, 'SUCCESS');
      // The refused call started nothing.
      assert.equal((await stage.executions('price-update')).length, 1);
    },
  }),

  defineTask({
    says: 'Do the last price-update of $NS again.',
    flows: [PRICES],
    given: (stage) => stage.started('price-update', 'SUCCESS', { countries: '["PL"]', limits: '{"max":1}' }),
    calls: ['replay_execution'],
    solve: (agent, { namespace }) =>
      agent.call<Replayed>('replay_execution', { namespace, flow_id: 'price-update' }),
    async check(stage, { facts, answer }) {
      const again = await stage.until(only(answer.results).execution.id, 'SUCCESS');
      assert.deepEqual(again.inputs, facts.inputs);
      assert.equal((await stage.executions('price-update')).length, 2);
    },
  }),

  defineTask({
    says: 'Do the last price-update of $NS again, with the countries PL and CZ.',
    flows: [PRICES],
    given: (stage) => stage.started('price-update', 'SUCCESS', { countries: '["PL"]', limits: '{"max":1}' }),
    calls: ['replay_execution'],
    solve: (agent, { namespace }) =>
      agent.call<Replayed>('replay_execution', {
        namespace,
        flow_id: 'price-update',
        inputs: { countries: ['PL', 'CZ'] },
      }),
    async check(stage, { answer }) {
      const { inputs } = await stage.until(only(answer.results).execution.id, 'SUCCESS');
      assert.deepEqual(inputs, { countries: ['PL', 'CZ'], limits: { max: 1 }, dry: false });
    },
  }),

  defineTask({
    says: 'Run csv-check in $NS on a file rows.csv with the lines "id;amount" and "1;20".',
    flows: [CHECK],
    calls: ['execute_flow'],
    solve: (agent, { namespace }) =>
      agent.call<Run>('execute_flow', {
        namespace,
        flow_id: 'csv-check',
        inputs: { rows: { name: 'rows.csv', text: 'id;amount\n1;20\n' } },
      }),
    async check(stage, { answer }) {
      const { inputs } = await stage.until(answer.id, 'SUCCESS');
      const file = encodeURIComponent(String(inputs?.['rows']));
      const stored = await sendOk(stage.connection, 'GET', `executions/${answer.id}/file?path=${file}`);
      assert.equal(await stored.text(), 'id;amount\n1;20\n');
    },
  }),

  defineTask({
    says: 'Start price-update in $NS at 2099-12-31T22:00:00Z, with the countries DE and empty limits.',
    flows: [PRICES],
    calls: ['execute_flow'],
    solve: (agent, { namespace }) =>
      agent.call<Run>('execute_flow', {
        namespace,
        flow_id: 'price-update',
        inputs: { countries: ['DE'], limits: {} },
        schedule_date: '2099-12-31T22:00:00Z',
        wait: false,
      }),
    async check(stage, { answer }) {
      const planned = await stage.read<{ scheduleDate: string; state: { current: string } }>(
        `executions/${answer.id}`,
      );
      assert.equal(Date.parse(planned.scheduleDate), Date.UTC(2099, 11, 31, 22));
      assert.equal(planned.state.current, 'CREATED');
    },
  }),

  defineTask({
    says: 'A run of single in $NS is queued behind another one. Start it at once.',
    flows: [ONE_AT_A_TIME],
    async given(stage) {
      await stage.started('single', 'PAUSED');
      return stage.started('single', 'QUEUED');
    },
    calls: ['list_executions', 'force_run_execution'],
    async solve(agent, { namespace }) {
      const id = await newestExecution(agent, { namespace, state: ['QUEUED'] });
      return agent.call<ExecutionSummary>('force_run_execution', { execution_id: id });
    },
    check: async (stage, { facts }) => void (await stage.until(facts.id, 'PAUSED')),
  }),
];
