import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowDeletion } from '../../src/operations/deleteFlow.ts';
import type { FoundFlow } from '../../src/operations/findFlows.ts';
import type { RevisionDiff, RevisionSummary } from '../../src/operations/flowRevisions.ts';
import type { FlowWithTriggers } from '../../src/operations/flowsWithTriggers.ts';
import type { SavedFlow } from '../../src/operations/saveFlow.ts';
import type { FlowReport } from '../../src/operations/validateFlow.ts';
import type { ErrorObject } from '../../src/mcp/failureResult.ts';
import { createFlow, ownNamespace, startExecution, untilState } from '../support/executions.ts';
import { withKestra } from '../support/kestra.ts';
import { createLinkedFlows } from '../support/linkedFlows.ts';
import { McpClient } from './support/client.ts';

interface FlowPage {
  flows: FoundFlow[];
  total: number;
  nextCursor?: string;
}

interface Switched {
  flows: { flowId: string; outcome?: string; revision?: number; error?: ErrorObject }[];
}

const LOG = 'io.kestra.plugin.core.log.Log';
const TRIGGER = 'io.kestra.plugin.core.trigger';

for (const major of [1, 2] as const) {
  describe(`flows on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`flows${major}`);
    const other = `${namespace}.other`;
    const flow = (id: string, more = '', home = namespace): string =>
      `id: ${id}\nnamespace: ${home}\ntasks:\n  - id: say\n    type: ${LOG}\n    message: hello\n${more}`;
    let mcp: McpClient;

    before(async () => {
      mcp = await new McpClient(connection(), { KESTRA_MCP_TOOLSET: 'default,flow' }).start();
      for (const source of [
        flow('daily_orders'),
        flow('orders'),
        flow('load_orders', '', other),
        flow('daily_orders', '', other),
        flow('invoices', 'description: "needle in a haystack"\n'),
      ]) {
        await createFlow(connection(), source);
      }
    });
    after(() => mcp?.close());

    const search = async (args: Record<string, unknown>): Promise<FlowPage> =>
      (await mcp.call<FlowPage>('search_flows', { namespace, ...args })).result;
    const names = ({ flows }: FlowPage): string[] =>
      flows.map(
        ({ namespace: home, id, similar }) =>
          `${home === namespace ? '' : 'other/'}${id}${similar ? '?' : ''}`,
      );

    describe('search_flows', () => {
      it('finds the very id first, then ids that begin with the text, then those that hold it', async () => {
        const found = await search({ query: 'orders' });
        assert.deepEqual(names(found), ['orders', 'daily_orders', 'other/daily_orders', 'other/load_orders']);
        assert.equal(found.total, 4);
      });

      it('finds mistyped names in every namespace, and says that they are only like the query', async () => {
        assert.deepEqual(names(await search({ query: 'dialy_ordres' })), [
          'daily_orders?',
          'other/daily_orders?',
        ]);
        // On 1.x Kestra itself does not mind how words are separated.
        const words = names(await search({ query: 'daily orders' })).map((name) => name.replace('?', ''));
        assert.deepEqual(words, ['daily_orders', 'other/daily_orders']);
        assert.deepEqual(names(await search({ query: 'invioces' })), ['invoices?']);
        assert.deepEqual(names(await search({ query: 'nothing_like_it' })), []);
      });

      it('comes in pages of one order', async () => {
        const first = await search({ query: 'orders', limit: 3 });
        const second = await search({ query: 'orders', limit: 3, cursor: first.nextCursor });
        assert.deepEqual(names(first), ['orders', 'daily_orders', 'other/daily_orders']);
        assert.deepEqual(names(second), ['other/load_orders']);
        assert.equal(second.nextCursor, undefined);
      });

      it('finds by content, with the lines found', async () => {
        const { flows } = await search({ query: 'needle', search_in: 'source' });
        assert.deepEqual(
          flows.map(({ id }) => id),
          ['invoices'],
        );
        assert.match(flows[0]?.fragments?.join('\n') ?? '', /description: "needle in a haystack"/);
      });
    });

    describe('save_flow', () => {
      const save = async (args: Record<string, unknown>): Promise<SavedFlow> =>
        (await mcp.call<SavedFlow>('save_flow', args)).result;

      it('only creates or only updates where asked to', async () => {
        const missing = await mcp.refused('save_flow', { yaml_definition: flow('modes'), mode: 'update' });
        assert.equal(missing.code, 'NOT_FOUND');
        const created = await save({ yaml_definition: flow('modes'), mode: 'create' });
        assert.equal(created.outcome, 'created');
        const changed = { yaml_definition: flow('modes', 'description: new\n'), based_on_revision: 1 };
        const again = await mcp.refused('save_flow', { ...changed, mode: 'create' });
        assert.equal(again.code, 'CONFLICT');
        assert.match(again.message, /exists already, at revision 1/);
        assert.equal((await save({ ...changed, mode: 'update' })).revision, 2);
      });

      it('refuses several documents, of which Kestra would save the first only', async () => {
        const both = `${flow('one')}---\n${flow('two')}`;
        const error = await mcp.refused('save_flow', { yaml_definition: both });
        assert.match(error.message, /line 7: These are 2 YAML documents/);
        assert.equal((await mcp.refused('get_flow', { namespace, flow_id: 'one' })).code, 'NOT_FOUND');
      });
    });

    it('validate_flow tells every violation with its line, and warnings of what is outdated', async () => {
      const bad = `id: "bad id"\nnamespace: ${namespace}\ntasks:\n  - id: a\n    type: ${LOG}\n`;
      const { problems } = (await mcp.call<FlowReport>('validate_flow', { yaml_definition: bad })).result;
      const lines = new Map(
        problems.map(({ message, line }) => [message.replace(/^.*?(\w+): .*$/, '$1'), line]),
      );
      assert.deepEqual([lines.size, lines.get('id'), lines.get('message')], [2, 1, 4]);
      // What 1.x warns of, 2.x refuses.
      if (major === 2) return;
      const outdated = `id: old\nnamespace: ${namespace}\ninputs:\n  - name: who\n    type: STRING\ntasks:\n  - id: a\n    type: io.kestra.core.tasks.debugs.Return\n    format: x\n`;
      const { valid, warnings } = (await mcp.call<FlowReport>('validate_flow', { yaml_definition: outdated }))
        .result;
      assert.ok(valid);
      assert.deepEqual(
        warnings.map(({ message, line }) => [message, line]),
        [
          ['io.kestra.core.tasks.debugs.Return is replaced by io.kestra.plugin.core.debug.Return', 8],
          ['inputs[0].name is deprecated', 4],
        ],
      );
    });

    describe('list_flow_revisions', () => {
      const revisions = async (args: Record<string, unknown>) =>
        (
          await mcp.call<{ revisions: RevisionSummary[]; change?: RevisionDiff; total: number }>(
            'list_flow_revisions',
            { namespace, ...args },
          )
        ).result;

      before(async () => {
        for (const word of ['one', 'two', 'three'])
          await createFlow(connection(), flow('revised', `description: ${word}\n`));
      });

      it('lists them with their dates, the latest first, and what the last one changed', async () => {
        const found = await revisions({ flow_id: 'revised' });
        assert.deepEqual(
          found.revisions.map(({ revision }) => revision),
          [3, 2, 1],
        );
        assert.ok(found.revisions.every(({ saved }) => Date.parse(saved ?? '') > 0));
        assert.deepEqual([found.change?.from, found.change?.to], [2, 3]);
        assert.match(found.change?.diff ?? '', /^-description: two\n\+description: three$/m);
      });

      it('compares any two', async () => {
        const { change } = await revisions({ flow_id: 'revised', from_revision: 1, to_revision: 2 });
        assert.match(change?.diff ?? '', /^-description: one\n\+description: two$/m);
        const back = await revisions({ flow_id: 'revised', from_revision: 3, to_revision: 1 });
        assert.match(back.change?.diff ?? '', /^-description: three\n\+description: one$/m);
        assert.equal((await revisions({ flow_id: 'orders' })).change, undefined);
      });

      it('get_flow reads each of them', async () => {
        const args = { namespace, flow_id: 'revised', revision: 1 };
        const { result } = await mcp.call<{ source: string; revision: number }>('get_flow', args);
        assert.equal(result.revision, 1);
        assert.match(result.source, /description: one/);
      });

      it('refuses a flow or a revision that is not there', async () => {
        const flowless = await mcp.refused('list_flow_revisions', { namespace, flow_id: 'nope' });
        assert.equal(flowless.code, 'NOT_FOUND');
        const args = { namespace, flow_id: 'revised', from_revision: 9 };
        assert.match((await mcp.refused('list_flow_revisions', args)).message, /has no revision 9/);
      });
    });

    describe('triggers, switches and deletion', () => {
      const schedule = (id: string, more = ''): string =>
        `  - {id: ${id}, type: ${TRIGGER}.Schedule, cron: "0 3 * * *"${more}}\n`;
      const hook = `  - {id: hook, type: ${TRIGGER}.Webhook, key: a-long-enough-key}\n`;
      const withTriggers = async (args: Record<string, unknown> = {}): Promise<FlowWithTriggers[]> => {
        const all = { namespace, ...args };
        return (await mcp.call<{ flows: FlowWithTriggers[] }>('list_flows_with_triggers', all)).result.flows;
      };
      const switched = async (flow_ids: string[], disabled: boolean): Promise<Switched> =>
        (await mcp.call<Switched>('set_flow_disabled', { namespace, flow_ids, disabled })).result;

      before(async () => {
        const triggers = `triggers:\n${schedule('nightly')}${schedule('off', ', disabled: true')}${hook}`;
        await createFlow(connection(), flow('triggered', triggers));
      });

      it('list_flows_with_triggers tells which fire and when next, stateless ones included', async () => {
        const [found, ...others] = await untilScheduled(withTriggers);
        assert.deepEqual([found?.id, others], ['triggered', []]);
        assert.deepEqual(
          found?.triggers.map(({ id, active, disabledBy, next }) => [
            id,
            active,
            disabledBy,
            next !== undefined,
          ]),
          [
            ['nightly', true, undefined, true],
            ['off', false, ['yaml'], false],
            ['hook', true, undefined, false],
          ],
        );
        const idsOf = (flows: FlowWithTriggers[]) =>
          flows.flatMap(({ triggers }) => triggers.map(({ id }) => id));
        assert.deepEqual(idsOf(await withTriggers({ enabled_only: true })), ['nightly', 'hook']);
        assert.deepEqual(idsOf(await withTriggers({ disabled_only: true })), ['off']);
        const both = { namespace, enabled_only: true, disabled_only: true };
        assert.equal((await mcp.refused('list_flows_with_triggers', both)).code, 'INVALID');
      });

      it('set_flow_disabled tells the outcome of each flow, and goes on after a missing one', async () => {
        const off = await switched(['triggered', 'nope', 'orders'], true);
        assert.deepEqual(
          off.flows.map(({ flowId, outcome, error }) => [flowId, outcome ?? error?.code]),
          [
            ['triggered', 'disabled'],
            ['nope', 'NOT_FOUND'],
            ['orders', 'disabled'],
          ],
        );
        assert.equal(off.flows[0]?.revision, 2);
        const [found] = await withTriggers();
        assert.deepEqual(found?.triggers[0]?.disabledBy, ['flow']);
        assert.equal(found?.triggers[0]?.next, undefined);
        assert.equal((await switched(['orders'], true)).flows[0]?.outcome, 'unchanged');
        assert.equal((await switched(['orders'], false)).flows[0]?.outcome, 'enabled');
        assert.equal((await switched(['triggered'], false)).flows[0]?.revision, 3);
      });

      it('delete_flow tells the impact first, and deletes when it is confirmed', async () => {
        const pause = `id: doomed\nnamespace: ${namespace}\ntasks:\n  - {id: wait, type: io.kestra.plugin.core.flow.Pause}\ntriggers:\n${schedule('nightly')}`;
        await createFlow(connection(), pause);
        const id = await startExecution(connection(), { namespace, flowId: 'doomed' });
        await untilState(connection(), id, 'PAUSED');
        const caller = `id: caller\nnamespace: ${namespace}\ntasks:\n  - {id: run, type: io.kestra.plugin.core.flow.Subflow, namespace: ${namespace}, flowId: doomed}\n`;
        await createLinkedFlows(connection(), { namespace, flowId: 'doomed', links: 1 }, [caller]);

        const remove = async (confirm?: boolean): Promise<FlowDeletion> =>
          (await mcp.call<FlowDeletion>('delete_flow', { namespace, flow_id: 'doomed', confirm })).result;
        const impact = await remove();
        assert.equal(impact.deleted, false);
        assert.deepEqual(impact.dependants, [{ namespace, flowId: 'caller', relation: 'FLOW_TASK' }]);
        assert.deepEqual(
          impact.activeTriggers.map((trigger) => trigger.id),
          ['nightly'],
        );
        assert.deepEqual(
          impact.openExecutions.map((execution) => execution.id),
          [id],
        );
        assert.equal(impact.openExecutionsTotal, 1);
        await mcp.call('get_flow', { namespace, flow_id: 'doomed' });

        assert.equal((await remove(true)).deleted, true);
        const gone = await mcp.refused('get_flow', { namespace, flow_id: 'doomed' });
        assert.equal(gone.code, 'NOT_FOUND');
        const again = await mcp.refused('delete_flow', { namespace, flow_id: 'doomed', confirm: true });
        assert.equal(again.code, 'NOT_FOUND');
      });

      it('need their access levels', async () => {
        const author = await new McpClient(
          { ...connection(), access: 'author' },
          { KESTRA_MCP_TOOLSET: 'default,flow' },
        ).start();
        const reader = await new McpClient(
          { ...connection(), access: 'read' },
          { KESTRA_MCP_TOOLSET: 'default,flow' },
        ).start();
        try {
          const doomed = { namespace, flow_id: 'orders', confirm: true };
          assert.equal((await author.refused('delete_flow', doomed)).code, 'REFUSED');
          const off = { namespace, flow_ids: ['orders'], disabled: true };
          assert.equal((await reader.refused('set_flow_disabled', off)).code, 'REFUSED');
        } finally {
          await author.close();
          await reader.close();
        }
      });
    });

    describe('list_namespaces', () => {
      const list = async (args: Record<string, unknown>): Promise<string[]> =>
        (await mcp.call<{ namespaces: string[] }>('list_namespaces', args)).result.namespaces;

      it('lists all or those that hold flows, filtered on either major', async () => {
        const parent = namespace.slice(0, namespace.lastIndexOf('.'));
        assert.deepEqual(await list({ query: namespace }), [namespace, other]);
        assert.deepEqual(await list({ query: namespace.toUpperCase(), with_flows_only: true }), [
          namespace,
          other,
        ]);
        assert.ok((await list({})).includes(parent));
        assert.ok(!(await list({ with_flows_only: true })).includes(parent));
      });
    });
  });
}

/** The scheduler works out the next date a moment after the flow was saved. */
async function untilScheduled(read: () => Promise<FlowWithTriggers[]>): Promise<FlowWithTriggers[]> {
  for (const end = Date.now() + 10_000; ;) {
    const flows = await read();
    if (flows.some(({ triggers }) => triggers.some(({ next }) => next !== undefined))) return flows;
    if (Date.now() > end) throw new Error('The trigger was not scheduled in time.');
    await sleep(100);
  }
}
