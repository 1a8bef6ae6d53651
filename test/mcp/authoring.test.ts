import assert from 'node:assert/strict';
import type { SavedFlow } from '../../src/operations/saveFlow.ts';
import type { FlowReport } from '../../src/operations/validateFlow.ts';
import { withKestra } from '../support/kestra.ts';
import { ownNamespace } from '../support/executions.ts';
import { McpClient } from './support/client.ts';

for (const major of [1, 2] as const) {
  describe(`writing flows on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`author${major}`);
    const flow = (id: string, message: string): string =>
      `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - id: say\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`;
    let mcp: McpClient;

    before(async () => {
      mcp = await new McpClient(connection()).start();
    });
    after(() => mcp?.close());

    const save = async (args: Record<string, unknown>): Promise<SavedFlow> =>
      (await mcp.call<SavedFlow>('save_flow', args)).result;

    it('validate_flow tells every problem with its line, and nothing of a good flow', async () => {
      const good = await mcp.call<FlowReport>('validate_flow', { yaml_definition: flow('good', 'hi') });
      assert.deepEqual(
        { ...good.result, warnings: [] },
        {
          valid: true,
          namespace,
          flowId: 'good',
          problems: [],
          warnings: [],
        },
      );
      const bad = flow('good', 'hi').replace('core.log.Log', 'core.nope.Nope');
      const { result } = await mcp.call<FlowReport>('validate_flow', { yaml_definition: bad });
      assert.equal(result.valid, false);
      assert.deepEqual(
        result.problems.map(({ message, line }) => [message, line]),
        [['Invalid type: io.kestra.plugin.core.nope.Nope', 5]],
      );
    });

    it('save_flow creates, updates with a diff, and leaves alone what is the same', async () => {
      const created = await save({ yaml_definition: flow('greet', 'one') });
      assert.deepEqual([created.outcome, created.revision], ['created', 1]);
      const planned = await save({
        yaml_definition: flow('greet', 'two'),
        based_on_revision: 1,
        dry_run: true,
      });
      assert.equal(planned.outcome, 'would update');
      assert.match(planned.diff ?? '', /^-\s+message: one$/m);
      assert.match(planned.diff ?? '', /^\+\s+message: two$/m);
      const updated = await save({ yaml_definition: flow('greet', 'two'), based_on_revision: 1 });
      assert.deepEqual([updated.outcome, updated.revision], ['updated', 2]);
      const same = await save({ yaml_definition: flow('greet', 'two'), based_on_revision: 2 });
      assert.equal(same.outcome, 'unchanged');
    });

    it('save_flow refuses to overwrite what somebody else has saved, and what exists', async () => {
      await save({ yaml_definition: flow('shared', 'one') });
      await save({ yaml_definition: flow('shared', 'theirs'), based_on_revision: 1 });
      const stale = await mcp.refused('save_flow', {
        yaml_definition: flow('shared', 'mine'),
        based_on_revision: 1,
      });
      assert.equal(stale.code, 'CONFLICT');
      assert.match(stale.message, /has changed since revision 1: it is at revision 2 now/);
      assert.match(stale.message, /-.*message: one\n\+.*message: theirs/);
      const blind = await mcp.refused('save_flow', { yaml_definition: flow('shared', 'mine') });
      assert.match(blind.message, /exists already/);
      const { result } = await mcp.call<{ source: string }>('get_flow', { namespace, flow_id: 'shared' });
      assert.match(result.source, /theirs/);
    });

    it('save_flow passes on Kestra’s validation of a new flow', async () => {
      const bad = flow('broken', 'hi').replace('core.log.Log', 'core.nope.Nope');
      const error = await mcp.refused('save_flow', { yaml_definition: bad });
      assert.equal(error.code, 'INVALID');
      assert.match(error.message, /line 5: Invalid type: io\.kestra\.plugin\.core\.nope\.Nope/);
    });

    it('save_flow is not offered below the access level author', async () => {
      const reader = await new McpClient({ ...connection(), access: 'operate' }).start();
      try {
        const error = await reader.refused('save_flow', { yaml_definition: flow('greet', 'three') });
        assert.equal(error.code, 'REFUSED');
      } finally {
        await reader.close();
      }
    });
  });
}
