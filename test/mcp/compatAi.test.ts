import assert from 'node:assert/strict';
import { ownNamespace } from '../support/executions.ts';
import { authorization } from '../support/authorization.ts';
import { withKestra } from '../support/kestra.ts';
import { behindProxy } from './support/behindProxy.ts';
import { textOf } from './support/client.ts';
import { DASHBOARD } from './support/dashboard.ts';

for (const major of [1, 2] as const) {
  describe(`the official server's tools for AI, on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`compat-ai${major}`);
    const flow = (message: string, type = 'log.Log'): string =>
      `id: made\nnamespace: ${namespace}\ntasks:\n  - id: say\n    type: io.kestra.plugin.core.${type}\n    message: ${message}\n`;
    const stage = behindProxy(connection, { KESTRA_MCP_TOOLSET: 'compat' });

    /** What the model behind Kestra writes next: no test can have one. */
    const modelWrites = (body: string): void =>
      stage().proxy.spoil(/^POST \S+\/ai\/generate\//, { kind: 'answer', answer: { body } });
    const ask = async <T>(tool: string, args: Record<string, unknown>): Promise<T> => {
      const { raw } = await stage().mcp.call(tool, { user_prompt: 'say hello', ...args });
      return JSON.parse(textOf(raw)) as T;
    };

    const keepsDashboards = async (): Promise<boolean> => {
      const response = await fetch(`${connection().baseUrl}/api/v1/configs`, {
        headers: authorization(connection()),
      });
      return ((await response.json()) as { isCustomDashboardsEnabled: boolean }).isCustomDashboardsEnabled;
    };

    it('generate_flow gives the YAML', async () => {
      modelWrites(flow('hello'));
      assert.deepEqual(await ask('generate_flow', { namespace }), { result: flow('hello') });
    });

    it('generate_flow with auto_create creates the flow, or updates it', async () => {
      for (const [message, revision] of [
        ['hello', 1],
        ['good day', 2],
      ] as const) {
        modelWrites(flow(message));
        const made = await ask<{ id: string; revision: number; source: string }>('generate_flow', {
          auto_create: 'true',
        });
        assert.deepEqual([made.id, made.revision], ['made', revision]);
        assert.equal(made.source.trim(), flow(message).trim());
      }
    });

    it('generate_flow saves nothing that is invalid, and keeps what was written', async () => {
      const source = flow('hello', 'nope.Nope').replace('id: made', 'id: unmade');
      modelWrites(source);
      const { result, error, problems } = await ask<{
        result: string;
        error: string;
        problems: { message: string }[];
      }>('generate_flow', { auto_create: true });
      assert.deepEqual([result, error], [source, 'Kestra would not save it.']);
      assert.match(problems[0]?.message ?? '', /nope\.Nope/);
      const read = { namespace, flow_id: 'unmade', action: 'get_yaml' };
      assert.equal((await stage().mcp.refused('manage_flow', read)).code, 'NOT_FOUND');
    });

    it('say plainly when AI is not configured', async () => {
      for (const tool of ['generate_flow', 'generate_dashboard']) {
        const body = { message: 'Internal server error' };
        stage().proxy.spoil(/^POST \S+\/ai\/generate\//, { kind: 'answer', answer: { status: 500, body } });
        const error = await stage().mcp.refused(tool, { user_prompt: 'anything' });
        assert.equal(error.code, 'UNAVAILABLE');
        assert.match(error.message, /^AI is not configured in this Kestra/);
      }
    });

    it('generate_dashboard gives the YAML; with auto_create it is kept where Kestra keeps dashboards', async () => {
      const source = DASHBOARD.replace('id: sales', `id: ${namespace.replaceAll('.', '-')}`);
      modelWrites(source);
      assert.deepEqual(await ask('generate_dashboard', {}), { result: source });
      modelWrites(source);
      const made = await ask<Record<string, string>>('generate_dashboard', { auto_create: true });
      if (await keepsDashboards()) {
        assert.equal(made['sourceCode'], source);
        assert.ok(made['id']);
      } else {
        assert.equal(made['result'], source);
        assert.match(made['error'] ?? '', /keeps no dashboards/);
      }
    });
  });
}
