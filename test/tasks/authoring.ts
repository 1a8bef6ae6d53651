import assert from 'node:assert/strict';
import type { FlowSource } from '../../src/operations/readFlow.ts';
import type { SavedFlow } from '../../src/operations/saveFlow.ts';
import { only, type Flows, type Plugins } from './results.ts';
import { defineTask, type Task } from './task.ts';

const REPORT = `
id: report
tasks:
  - id: read
    type: io.kestra.plugin.core.log.Log
    message: reading from db-old.example.com
`;
const OTHER = `
id: other
tasks:
  - id: read
    type: io.kestra.plugin.core.log.Log
    message: reading from db-new.example.com
`;

const greeting = (namespace: string, type: string): string => `id: greeting
namespace: ${namespace}
tasks:
  - id: hello
    type: ${type}
    message: Good morning
triggers:
  - id: morning
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 7 * * *"
`;

export const AUTHORING: readonly Task[] = [
  defineTask({
    says: 'Make a flow greeting in $NS that logs "Good morning" every day at 7.',
    flows: [],
    calls: ['validate_flow', 'save_flow'],
    async solve(agent, { namespace }) {
      const yaml_definition = greeting(namespace, 'io.kestra.plugin.core.log.Log');
      await agent.call('validate_flow', { yaml_definition });
      return agent.call<SavedFlow>('save_flow', { yaml_definition });
    },
    async check(stage) {
      const { source } = await stage.source('greeting');
      assert.match(source, /cron: "0 7 \* \* \*"/);
    },
  }),

  defineTask({
    says: 'Make a flow greeting in $NS that logs "Good morning" every day at 7. Look up the task type that logs.',
    flows: [],
    calls: ['search_plugins', 'get_plugin', 'save_flow'],
    async solve(agent, { namespace }) {
      const { plugins } = await agent.call<Plugins>('search_plugins', { query: 'log', kind: 'task' });
      const type = plugins.find((plugin) => plugin.type.endsWith('.Log'))?.type ?? '';
      const { properties } = await agent.call<{ properties: { name: string }[] }>('get_plugin', { type });
      assert.ok(properties.some(({ name }) => name === 'message'));
      await agent.call('save_flow', { yaml_definition: greeting(namespace, type) });
    },
    async check(stage) {
      assert.match((await stage.source('greeting')).source, /type: io\.kestra\.plugin\.core\.log\.Log/);
    },
  }),

  defineTask({
    says: 'Save a flow greeting in $NS; I believe the task type is io.kestra.plugin.core.log.Print.',
    flows: [],
    calls: ['save_flow', 'save_flow'],
    async solve(agent, { namespace }) {
      const wrong = greeting(namespace, 'io.kestra.plugin.core.log.Print');
      const error = await agent.refused('save_flow', { yaml_definition: wrong });
      const right = greeting(namespace, 'io.kestra.plugin.core.log.Log');
      await agent.call<SavedFlow>('save_flow', { yaml_definition: right });
      return error;
    },
    async check(stage, { answer }) {
      assert.match(answer.violations?.join('\n') ?? '', /io\.kestra\.plugin\.core\.log\.Print/);
      assert.equal((await stage.source('greeting')).revision, 1);
    },
  }),

  defineTask({
    says: 'Which flows of $NS still use db-old.example.com? Change them to db-new.example.com, but show me the change first.',
    flows: [REPORT, OTHER],
    calls: ['search_flows', 'get_flow', 'save_flow', 'save_flow'],
    async solve(agent, { namespace }) {
      const search = { query: 'db-old.example.com', search_in: 'source', namespace };
      const { id } = only((await agent.call<Flows>('search_flows', search)).flows);
      const flow = await agent.call<FlowSource>('get_flow', { namespace, flow_id: id });
      const yaml_definition = flow.source.replace('db-old', 'db-new');
      const change = { yaml_definition, based_on_revision: flow.revision };
      const preview = await agent.call<SavedFlow>('save_flow', { ...change, dry_run: true });
      await agent.call<SavedFlow>('save_flow', change);
      return preview;
    },
    async check(stage, { answer }) {
      assert.match(answer.diff ?? '', /-.*db-old\.example\.com\n\+.*db-new\.example\.com/);
      const { source, revision } = await stage.source('report');
      assert.match(source, /db-new/);
      assert.equal(revision, 2);
    },
  }),

  defineTask({
    says: 'Add the label team: ops to the flow report in $NS. (Meanwhile a colleague saves it too.)',
    flows: [REPORT],
    calls: ['get_flow', 'save_flow', 'get_flow', 'save_flow'],
    async solve(agent, stage) {
      const flow = { namespace: stage.namespace, flow_id: 'report' };
      const labelled = async (): Promise<object> => {
        const { source, revision } = await agent.call<FlowSource>('get_flow', flow);
        return { yaml_definition: `${source}\nlabels:\n  team: ops\n`, based_on_revision: revision };
      };
      const mine = await labelled();
      await stage.save(REPORT.replace('reading', 'really reading'));
      const error = await agent.refused('save_flow', { ...mine });
      await agent.call<SavedFlow>('save_flow', { ...(await labelled()) });
      return error;
    },
    async check(stage, { answer }) {
      assert.equal(answer.code, 'CONFLICT');
      assert.match(answer.message, /-.*: reading.*\n\+.*: really reading/);
      const { source, revision } = await stage.source('report');
      assert.match(source, /really reading/);
      assert.match(source, /team: ops/);
      assert.equal(revision, 3);
    },
  }),

  defineTask({
    says: 'Take a blueprint of the community for an approval, and save it in $NS as my-release.',
    flows: [],
    calls: ['search_blueprints', 'get_blueprint', 'save_flow'],
    async solve(agent, { namespace }) {
      interface Found {
        blueprints: { id: string }[];
      }
      const { blueprints } = await agent.call<Found>('search_blueprints', { query: 'approval' });
      const { source } = await agent.call<{ source: string }>('get_blueprint', { id: blueprints[0]?.id });
      const yaml_definition = source
        .replace(/^id: .*/m, 'id: my-release')
        .replace(/^namespace: .*/m, `namespace: ${namespace}`);
      await agent.call('save_flow', { yaml_definition });
    },
    check: async (stage) => assert.match((await stage.source('my-release')).source, /flow\.Pause/),
  }),
];
