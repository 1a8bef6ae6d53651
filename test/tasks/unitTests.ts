import assert from 'node:assert/strict';
import { sendOk } from '../support/executions.ts';
import type { Stage } from './stage.ts';
import { defineTask, type Task } from './task.ts';

interface Tests {
  tests: { id: string; cases: { id: string }[] }[];
}
interface Source {
  source: string;
  version: string;
}
interface Runs {
  runs: { runId: string; state: string }[];
}
interface CaseResults {
  cases: {
    id: string;
    state: string;
    failed: { expected: unknown; actual: unknown }[];
    failedTask?: string;
  }[];
}

const PRICE = `
id: price
inputs:
  - id: amount
    type: STRING
    defaults: "10"
tasks:
  - id: check
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.amount == '0' }}"
    then:
      - id: refuse
        type: io.kestra.plugin.core.execution.Fail
  - id: say
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.amount }} EUR"
`;

const testsOf = (id: string, wanted: string): string => `
id: ${id}
namespace: $NS
flowId: price
testCases:
  - id: usual
    type: io.kestra.core.tests.flow.UnitTest
    assertions:
      - value: "{{ outputs.say.value }}"
        equalTo: ${wanted}
  - id: free
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      inputs:
        amount: "0"
    assertions:
      - value: "{{ outputs.say.value }}"
        equalTo: 0 EUR
`;

/** Saves a test past the tools. */
const plant = async (stage: Stage, id: string, wanted: string): Promise<void> => {
  const headers = { 'content-type': 'application/x-yaml' };
  await sendOk(stage.connection, 'POST', 'tests', {
    headers,
    body: stage.words(testsOf(id, wanted)).trimStart(),
  });
};
const runPast = async (stage: Stage, id: string): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  await sendOk(stage.connection, 'POST', `tests/${stage.namespace}/${id}/run`, { headers, body: '{}' });
};
const saved = async (stage: Stage, id: string): Promise<string> =>
  (await stage.read<{ source: string }>(`tests/${stage.namespace}/${id}`)).source;

export const UNIT_TESTS: readonly Task[] = [
  defineTask({
    says: 'Do the unit tests of price in $NS still hold? If not, tell me what is expected and what it is.',
    flows: [PRICE],
    given: (stage) => plant(stage, 'price-tests', '10 USD'),
    calls: ['run_tests'],
    async solve(agent, { namespace }) {
      const { tests } = await agent.call<{ tests: CaseResults[] }>('run_tests', {
        namespace,
        flow_id: 'price',
      });
      return tests.flatMap(({ cases }) => cases);
    },
    check(_stage, { answer }) {
      const [usual, free] = ['usual', 'free'].map((id) => answer.find((one) => one.id === id));
      assert.deepEqual([usual?.failed[0]?.expected, usual?.failed[0]?.actual], ['10 USD', '10 EUR']);
      assert.equal(free?.failedTask, 'refuse');
    },
  }),

  defineTask({
    says: 'The case usual of the unit test price-tests in $NS should expect 10 EUR. Correct it, and run that case.',
    flows: [PRICE],
    given: (stage) => plant(stage, 'price-tests', '10 USD'),
    calls: ['get_test', 'save_test', 'run_tests'],
    async solve(agent, { namespace }) {
      const test = { namespace, test_id: 'price-tests' };
      const { source, version } = await agent.call<Source>('get_test', test);
      const yaml_source = source.replace('10 USD', '10 EUR');
      await agent.call('save_test', { yaml_source, based_on_version: version });
      return agent.call<{ state: string }>('run_tests', { ...test, test_cases: ['usual'] });
    },
    async check(stage, { answer }) {
      assert.equal(answer.state, 'SUCCESS');
      assert.match(await saved(stage, 'price-tests'), /equalTo: 10 EUR/);
    },
  }),

  defineTask({
    says: 'Write a unit test for the flow price in $NS: with the amount 5 it says "5 EUR". Check it before you save it.',
    flows: [PRICE],
    calls: ['validate_test', 'save_test'],
    async solve(agent, stage) {
      const yaml_source = stage
        .words(testsOf('price-says', '5 EUR'))
        .trimStart()
        .replace(/ {2}- id: free[^]*/, '')
        .replace('    assertions:', '    fixtures:\n      inputs:\n        amount: "5"\n    assertions:');
      const { valid } = await agent.call<{ valid: boolean }>('validate_test', { yaml_source });
      if (valid) await agent.call('save_test', { yaml_source });
    },
    check: async (stage) => assert.match(await saved(stage, 'price-says'), /amount: "5"/),
  }),

  defineTask({
    says: 'The unit tests of $NS ran last night. What went wrong in the latest run?',
    flows: [PRICE],
    async given(stage) {
      await plant(stage, 'price-tests', '10 EUR');
      await runPast(stage, 'price-tests');
    },
    calls: ['list_test_results', 'get_test_result'],
    async solve(agent, { namespace }) {
      const { runs } = await agent.call<Runs>('list_test_results', { namespace });
      return agent.call<CaseResults>('get_test_result', { run_id: runs[0]?.runId });
    },
    check(_stage, { answer }) {
      const wrong = answer.cases.filter(({ state }) => state !== 'SUCCESS');
      assert.deepEqual(
        wrong.map(({ id, failedTask }) => [id, failedTask]),
        [['free', 'refuse']],
      );
    },
  }),

  defineTask({
    says: 'Which unit tests are there in $NS? Remove old-tests; tell me what goes with it first.',
    flows: [PRICE],
    async given(stage) {
      await plant(stage, 'price-tests', '10 EUR');
      await plant(stage, 'old-tests', '9 EUR');
    },
    calls: ['list_tests', 'delete_test', 'delete_test'],
    async solve(agent, { namespace }) {
      const { tests } = await agent.call<Tests>('list_tests', { namespace });
      const test_id = tests.find(({ id }) => id.startsWith('old'))?.id;
      const preview = await agent.call<{ deleted: boolean; cases: unknown[] }>('delete_test', {
        namespace,
        test_id,
      });
      await agent.call('delete_test', { namespace, test_id, confirm: true });
      return preview;
    },
    async check(stage, { answer }) {
      assert.deepEqual([answer.deleted, answer.cases.length], [false, 2]);
      await assert.rejects(saved(stage, 'old-tests'), /404/);
      assert.match(await saved(stage, 'price-tests'), /price/);
    },
  }),
];
