import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLinkedFlows } from '../support/linkedFlows.ts';
import { withCompat, type Listed, type SeenExecution } from './support/compat.ts';
import { scheduled } from './support/flows.ts';
const calls = (namespace: string): string => `
id: calls
namespace: ${namespace}
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: ${namespace}
    flowId: failing
`;

const switched = (namespace: string): string => `
id: switched
namespace: ${namespace}
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: hello
`;

const PATIENCE_MS = 15_000;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await isSo()); await sleep(100)) {
    if (Date.now() > end) throw new Error('It did not come to that.');
  }
}

for (const major of [1, 2] as const) {
  describe(`the official server's tools for flows, on Kestra ${major}.x`, () => {
    const { ask, refused, namespace, connection } = withCompat(major, [scheduled]);

    before('a flow that calls another', () =>
      createLinkedFlows(connection(), { namespace, flowId: 'calls', links: 1 }, [
        calls(namespace).trimStart(),
      ]),
    );

    it('backfill_executions runs the flow for past dates, and says how often', async () => {
      interface Backfilled {
        namespace: string;
        triggerId: string;
        backfill: { start: string; end: string; labels: { key: string; value: string }[] };
        runs: number;
      }
      const args = { namespace, flow_id: 'scheduled', hours: '3' };
      const error = await refused('backfill_executions', args);
      assert.match(error.message + error.hint, /hourly/);
      const started = await ask<Backfilled>('backfill_executions', {
        ...args,
        trigger_id: 'hourly',
        labels: ['team:data'],
      });
      assert.deepEqual([started.namespace, started.triggerId, started.runs], [namespace, 'hourly', 3]);
      const { start, end, labels } = started.backfill;
      assert.equal(Date.parse(end) - Date.parse(start), 3 * 3_600_000);
      assert.deepEqual(labels, [{ key: 'team', value: 'data' }]);
      const ran = async (): Promise<SeenExecution[]> =>
        (await ask<Listed<SeenExecution>>('list_executions', { namespace, flow_id: 'scheduled' })).results;
      await until(async () => (await ran()).length >= 3);
      for (const { labels: own } of await ran()) assert.ok(own.some(({ value }) => value === 'data'));
    });

    it('find_flow finds by what somebody says, misspelt too', async () => {
      interface Found {
        found: boolean;
        message: string;
        match?: { namespace: string; flow_id: string };
        matches: { flow_id: string; score: number }[];
      }
      for (const query of ['Failing', 'faling', 'aproval']) {
        const found = await ask<Found>('find_flow', { query, namespace });
        const flow_id = query === 'aproval' ? 'approval' : 'failing';
        assert.deepEqual(found.match, { namespace, flow_id }, query);
        assert.equal(found.matches[0]?.flow_id, flow_id);
      }
      const none = await ask<Found>('find_flow', { query: 'zzzz', namespace });
      assert.deepEqual([none.found, none.matches], [false, []]);
    });

    it('search_flows finds by name and by content, and nothing else', async () => {
      const found = await ask<Listed>('search_flows', { query: 'invoice has no number', size: 100 });
      const ours = found.results.filter((flow) => flow.namespace === namespace);
      assert.deepEqual(
        ours.map(({ id }) => id),
        ['failing'],
      );
      const named = await ask<Listed>('search_flows', { query: namespace, size: 2, page: 2 });
      assert.equal(named.results.length, 2);
      assert.equal(named.total, 4);
      const none = await ask<Listed>('search_flows', { query: 'no flow says this' });
      assert.deepEqual(none, { results: [], total: 0 });
    });

    it('create_flow_from_yaml creates, updates, and tells why not', async () => {
      const source = (message: string, type = 'log.Log'): string =>
        `id: made\nnamespace: ${namespace}\ntasks:\n  - id: say\n    type: io.kestra.plugin.core.${type}\n    message: ${message}\n`;
      interface Made {
        id: string;
        revision: number;
        source: string;
      }
      const create = (yaml_definition: string): Promise<Made> =>
        ask('create_flow_from_yaml', { yaml_definition });
      const created = await create(source('one'));
      assert.deepEqual([created.id, created.revision], ['made', 1]);
      assert.equal(created.source.trim(), source('one').trim());
      assert.equal((await create(source('two'))).revision, 2);
      const error = await refused('create_flow_from_yaml', {
        yaml_definition: source('three', 'nope.Nope').replace('id: made', 'id: unmade'),
      });
      assert.equal(error.code, 'INVALID');
      assert.match(error.message, /Invalid type: io\.kestra\.plugin\.core\.nope\.Nope/);
    });

    it('manage_flow enables, disables, and tells what each revision changed', async () => {
      const flow = { namespace, flow_id: 'switched' };
      const manage = <T>(action: string): Promise<T> => ask('manage_flow', { ...flow, action });
      await ask('create_flow_from_yaml', { yaml_definition: switched(namespace) });
      assert.deepEqual(await manage('disable'), { count: 1 });
      assert.match((await manage<{ result: string }>('get_yaml')).result, /disabled: true/);
      assert.deepEqual(await manage('enable'), { count: 1 });
      interface Revision {
        revision: number;
        changes?: string;
        source?: string;
      }
      const { results } = await manage<Listed<Revision>>('list_revisions');
      assert.deepEqual(
        results.map(({ revision }) => revision),
        [3, 2, 1],
      );
      assert.match(results[1]?.changes ?? '', /^\+disabled: true$/m);
      assert.equal(results[2]?.source?.trim(), switched(namespace).trim());
      assert.deepEqual(await manage('delete'), {});
      for (const action of ['get_yaml', 'list_revisions', 'enable', 'list_dependencies']) {
        const error = await refused('manage_flow', { ...flow, flow_id: 'nowhere', action });
        assert.equal(error.code, 'NOT_FOUND', action);
        assert.match(error.hint ?? '', /find_flow/);
      }
    });

    it('manage_flow draws what a flow depends on, with a legend', async () => {
      const graph = { action: 'list_dependencies', namespace, flow_id: 'failing' };
      const { result } = await ask<{ result: string }>('manage_flow', graph);
      assert.match(result, /^calls\n +====▶ failing\n/);
      assert.match(result, /FLOW_TASK: /);
    });

    it('list_flows_with_triggers tells them as Markdown, with state and YAML', async () => {
      const { results } = await ask<Listed<string>>('list_flows_with_triggers', { namespace });
      const [markdown] = results;
      assert.match(markdown ?? '', /^Flow `scheduled` in namespace `.+` with triggers:/);
      assert.match(
        markdown ?? '',
        /- `hourly` \(enabled, next 20.+\) of type `io\.kestra\.plugin\.core\.trigger\.Schedule` defined as:\n```yaml\nid: hourly/,
      );
      assert.match(markdown ?? '', /- `asleep` \(disabled\)/);
      const disabled = await ask<Listed<string>>('list_flows_with_triggers', {
        namespace,
        disabled_only: true,
      });
      assert.doesNotMatch(disabled.results.join(), /hourly/);
      const everywhere = await ask<Listed<string>>('list_flows_with_triggers', { enabled_only: 'yes' });
      assert.ok(everywhere.results.some((one) => one.includes(namespace) && !one.includes('asleep')));
    });

    it('list_namespaces marks each, or lists those with flows', async () => {
      const marked = await ask<Listed<string>>('list_namespaces', { query: namespace });
      assert.deepEqual(marked, { results: [`${namespace} (created)`] });
      const plain = await ask<Listed<string>>('list_namespaces', { with_flows_only: true });
      assert.ok(plain.results.includes(namespace));
    });

    it('list_namespace_dependencies draws them, with a legend', async () => {
      const { result } = await ask<{ result: string }>('list_namespace_dependencies', { namespace });
      assert.match(result, /calls\n +====▶ failing/);
      assert.match(result, /FLOW_TASK: /);
      assert.match(result, /without links: approval/);
    });

    it('list_flows_in_namespace gives whole flows', async () => {
      const { results } = await ask<Listed<{ id: string; tasks: { id: string }[] }>>(
        'list_flows_in_namespace',
        { namespace },
      );
      assert.deepEqual(
        results.find(({ id }) => id === 'failing')?.tasks.map(({ id }) => id),
        ['hello', 'broken'],
      );
    });
  });
}
