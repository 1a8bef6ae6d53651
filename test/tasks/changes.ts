import assert from 'node:assert/strict';
import type { FlowSource } from '../../src/operations/readFlow.ts';
import { defineTask, type Task } from './task.ts';

const flow = (id: string, message: string): string => `
id: ${id}
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: ${message}
`;
const user = (id: string): string => `
id: ${id}
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: $NS
    flowId: notify
`;

interface Revisions {
  change: { from: number; to: number; diff: string };
}
interface Deletion {
  deleted: boolean;
  dependants: { flowId: string }[];
}

export const CHANGES: readonly Task[] = [
  defineTask({
    says: 'What did the last change of report in $NS do? Take it back.',
    flows: [flow('report', 'good')],
    given: (stage) => stage.save(flow('report', 'bad')),
    calls: ['list_flow_revisions', 'get_flow', 'save_flow'],
    async solve(agent, { namespace }) {
      const report = { namespace, flow_id: 'report' };
      const { change } = await agent.call<Revisions>('list_flow_revisions', report);
      const before = await agent.call<FlowSource>('get_flow', { ...report, revision: change.from });
      const back = { yaml_definition: before.source, based_on_revision: change.to };
      await agent.call('save_flow', back);
      return change.diff;
    },
    async check(stage, { answer }) {
      assert.match(answer, /-.*good\n\+.*bad/);
      const { source, revision } = await stage.source('report');
      assert.match(source, /message: good/);
      assert.equal(revision, 3);
    },
  }),

  defineTask({
    says: 'Disable the flows report and export in $NS, they must not start any more.',
    flows: [flow('report', 'a'), flow('export', 'b'), flow('other', 'c')],
    calls: ['set_flow_disabled'],
    solve: (agent, { namespace }) =>
      agent.call('set_flow_disabled', { namespace, flow_ids: ['report', 'export'], disabled: true }),
    async check(stage) {
      const disabled = async (id: string): Promise<boolean> => {
        const { namespace } = stage;
        return (await stage.read<{ disabled: boolean }>(`flows/${namespace}/${id}`)).disabled;
      };
      assert.deepEqual(
        [await disabled('report'), await disabled('export'), await disabled('other')],
        [true, true, false],
      );
    },
  }),

  defineTask({
    says: 'Delete the flow notify in $NS, unless other flows need it; then tell me which.',
    flows: [flow('notify', 'a')],
    given: (stage) => stage.saveLinked('notify', 1, [user('orders')]),
    calls: ['delete_flow'],
    solve: (agent, { namespace }) => agent.call<Deletion>('delete_flow', { namespace, flow_id: 'notify' }),
    async check(stage, { answer }) {
      assert.deepEqual([answer.deleted, answer.dependants.map(({ flowId }) => flowId)], [false, ['orders']]);
      await stage.source('notify');
    },
  }),

  defineTask({
    says: 'Delete the flow legacy in $NS, unless other flows need it; then tell me which.',
    flows: [flow('legacy', 'a'), flow('other', 'b')],
    calls: ['delete_flow', 'delete_flow'],
    async solve(agent, { namespace }) {
      const legacy = { namespace, flow_id: 'legacy' };
      const preview = await agent.call<Deletion>('delete_flow', legacy);
      assert.deepEqual(preview.dependants, []);
      await agent.call('delete_flow', { ...legacy, confirm: true });
    },
    async check(stage) {
      await assert.rejects(stage.source('legacy'), /404/);
      await stage.source('other');
    },
  }),
];
