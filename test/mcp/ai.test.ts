import assert from 'node:assert/strict';
import { startKestra2, type Kestra2 } from '../kestra-2/standIn.ts';
import { withKestra } from '../support/kestra.ts';
import { createFlow, ownNamespace, sendOk } from '../support/executions.ts';
import { behindProxy } from './support/behindProxy.ts';
import { McpClient } from './support/client.ts';
import { DASHBOARD } from './support/dashboard.ts';

interface Generated {
  source: string;
  valid: boolean;
  namespace?: string;
  flowId?: string;
  dashboardId?: string;
  problems: { message: string; line?: number }[];
  saved: boolean;
  notSaved?: string;
  revision?: number;
  url?: string;
}

const TOOLSET = { KESTRA_MCP_TOOLSET: 'ai' };
for (const major of [1, 2] as const) {
  describe(`AI generation on Kestra ${major}.x`, () => {
    const connection = withKestra(major);
    const namespace = ownNamespace(`ai${major}`);
    const flow = (id: string, message = 'hello'): string =>
      `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - id: say\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`;
    const stage = behindProxy(connection, TOOLSET);

    /** What the model behind Kestra writes next: no test can have one. */
    const modelWrites = (body: string): void =>
      stage().proxy.spoil(/^POST \S+\/ai\/generate\//, { kind: 'answer', answer: { body } });
    const generate = (args: Record<string, unknown> = {}) =>
      stage().mcp.call<Generated>('generate_flow', { user_prompt: 'a flow that says hello', ...args });
    const sourceOf = async (id: string): Promise<string> => {
      const response = await sendOk(connection(), 'GET', `flows/${namespace}/${id}?source=true`);
      return ((await response.json()) as { source: string }).source;
    };

    it('generate_flow gives a checked flow and saves nothing, with progress', async () => {
      modelWrites(flow('greeting'));
      const { result, progress } = await generate();
      assert.deepEqual([result.valid, result.flowId, result.saved], [true, 'greeting', false]);
      assert.equal(result.source, flow('greeting'));
      assert.match(progress[0] ?? '', /The AI writes a flow/);
      await assert.rejects(sourceOf('greeting'), /404/);
    });

    it('generate_flow with auto_create saves a valid, new flow', async () => {
      modelWrites(`\`\`\`yaml\n${flow('created')}\`\`\``);
      const { result } = await generate({ auto_create: true });
      assert.deepEqual([result.saved, result.revision], [true, 1]);
      assert.equal((await sourceOf('created')).trim(), flow('created').trim());
    });

    it('generate_flow never overwrites a flow', async () => {
      await createFlow(connection(), flow('there', 'mine'));
      modelWrites(flow('there', 'theirs'));
      const { result } = await generate({ auto_create: true, flow_yaml: flow('there', 'mine') });
      assert.equal(result.saved, false);
      assert.match(result.notSaved ?? '', /there exists already/);
      assert.match(result.source, /theirs/);
      assert.match(await sourceOf('there'), /mine/);
    });

    it('generate_flow does not save what is not valid, and tells the problems', async () => {
      modelWrites(flow('broken').replace('core.log.Log', 'core.log.Nothing'));
      const { result } = await generate({ auto_create: true });
      assert.deepEqual([result.valid, result.saved, result.notSaved], [false, false, 'It is not valid.']);
      assert.deepEqual(
        result.problems.map(({ message, line }) => [message, line]),
        [['Invalid type: io.kestra.plugin.core.log.Nothing', 5]],
      );
    });

    it('generate_flow passes on what the model said instead of a flow', async () => {
      modelWrites('I can only help with Kestra.');
      const error = await stage().mcp.refused('generate_flow', {
        user_prompt: 'nonsense',
        auto_create: true,
      });
      assert.equal(error.code, 'INVALID');
      assert.equal(error.message, 'The AI wrote no flow but: I can only help with Kestra.');
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

    it('generate_dashboard gives a checked dashboard', async () => {
      modelWrites(DASHBOARD);
      const { result } = await stage().mcp.call<Generated>('generate_dashboard', { user_prompt: 'sales' });
      assert.deepEqual([result.valid, result.dashboardId, result.saved], [true, 'sales', false]);
      modelWrites('title: Sales\ncharts: []\n');
      const broken = await stage().mcp.call<Generated>('generate_dashboard', {
        user_prompt: 'broken',
        auto_create: true,
      });
      assert.deepEqual([broken.result.valid, broken.result.saved], [false, false]);
      assert.match(broken.result.problems[0]?.message ?? '', /^id: must not be/);
    });

    if (major === 1) {
      it('generate_dashboard with auto_create saves a new dashboard once', async () => {
        const id = `sales-${Date.now().toString(36)}`;
        const mine = DASHBOARD.replace('sales', id);
        for (const saved of [true, false]) {
          modelWrites(mine);
          const { result } = await stage().mcp.call<Generated>('generate_dashboard', {
            user_prompt: 'sales',
            auto_create: true,
          });
          assert.equal(result.saved, saved);
          assert.equal(result.notSaved, saved ? undefined : `There is a dashboard ${id} already.`);
        }
        await sendOk(connection(), 'DELETE', `dashboards/${id}`);
      });
    } else {
      it('generate_dashboard says that open source 2.x keeps no dashboards', async () => {
        modelWrites(DASHBOARD);
        const { result } = await stage().mcp.call<Generated>('generate_dashboard', {
          user_prompt: 'sales',
          auto_create: true,
        });
        assert.equal(result.saved, false);
        assert.match(result.notSaved ?? '', /keeps no dashboards/);
      });
    }

    it('need the access level author', async () => {
      const reader = await new McpClient({ ...connection(), access: 'operate' }, TOOLSET).start();
      try {
        const error = await reader.refused('generate_flow', { user_prompt: 'x' });
        assert.equal(error.code, 'REFUSED');
      } finally {
        await reader.close();
      }
    });
  });
}

describe('AI generation by the provider of Kestra', () => {
  let kestra: Kestra2;
  let mcp: McpClient;

  before(async () => {
    kestra = await startKestra2({ ai: true });
    const { baseUrl, tenant, username, password } = kestra;
    const auth = { kind: 'basic' as const, username, password };
    const connection = { baseUrl, tenant, auth, access: 'author' as const, verifyTls: true };
    mcp = await new McpClient(connection, TOOLSET).start();
  });
  after(async () => {
    await mcp?.close();
    await kestra?.stop();
  });

  it('gets the prompt, the flow to change and the namespace', async () => {
    const first = await mcp.call<Generated>('generate_flow', {
      user_prompt: 'say hello',
      namespace: 'company.sales',
      auto_create: true,
    });
    assert.deepEqual([first.result.namespace, first.result.saved], ['company.sales', true]);
    const second = await mcp.call<Generated>('generate_flow', {
      user_prompt: 'and goodbye',
      flow_yaml: first.result.source,
    });
    assert.match(second.result.source, /say hello[\s\S]*and goodbye/);
  });

  it('is chosen by its id, which is checked', async () => {
    await mcp.call('generate_flow', { user_prompt: 'hello', provider_id: 'canned' });
    const error = await mcp.refused('generate_flow', { user_prompt: 'hello', provider_id: 'other' });
    assert.equal(error.message, 'This Kestra has no AI provider other.');
    assert.match(error.hint ?? '', /canned/);
  });
});
