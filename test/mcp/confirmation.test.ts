import assert from 'node:assert/strict';
import type { CallToolResult, ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from '../../src/shared/connection.ts';
import type { AnyTool } from '../../src/mcp/tool.ts';
import { CATALOG } from '../../src/mcp/tools/catalog.ts';
import { COMPAT_CATALOG } from '../../src/mcp/compat/catalog.ts';
import { ownNamespace, sendOk, startExecution, untilState } from '../support/executions.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { withKestra } from '../support/kestra.ts';
import { createLinkedFlows } from '../support/linkedFlows.ts';
import { withKestraEe } from '../support/kestraEe.ts';
import { AGREES, McpClient, textOf, type Answers } from './support/client.ts';
import { enterpriseClient } from './support/enterpriseClient.ts';
import { COMPAT_ENTERPRISE, ENTERPRISE, type Call } from './support/enterpriseDeletions.ts';
import { greetingTests } from './support/unitTests.ts';

interface Things {
  namespace: string;
  execution: string;
}

/** Everything that deletes, with arguments that would. */
const OURS = ({ namespace, execution }: Things): Call[] => [
  ['delete_execution_logs', { execution_id: execution, confirm: true }],
  ['delete_flow_logs', { namespace, flow_id: 'used', confirm: true }],
  ['delete_execution', { execution_id: execution, confirm: true }],
  ['delete_kv', { namespace, keys: ['one', 'two'], confirm: true }],
  ['delete_namespace_file', { namespace, path: 'folder', confirm: true }],
  ['delete_flow', { namespace, flow_id: 'used', confirm: true }],
];
const COMPAT = ({ namespace, execution }: Things): Call[] => [
  ['delete_execution_logs', { execution_id: execution }],
  ['delete_flow_logs', { namespace, flow_id: 'used' }],
  ['manage_executions', { action: 'delete', execution_id: execution }],
  ['manage_kv_store', { action: 'delete', namespace, key: 'one' }],
  ['namespace_file_action', { action: 'delete', namespace, path: 'folder/a.txt' }],
  ['namespace_directory_action', { action: 'delete', namespace, path: 'folder' }],
  ['manage_flow', { action: 'delete', namespace, flow_id: 'used' }],
];

const used = (namespace: string): string => `
id: used
namespace: ${namespace}
tasks:
  - { id: say, type: io.kestra.plugin.core.log.Log, message: used }
triggers:
  - { id: hourly, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 * * * *" }
`;
const user = (namespace: string): string => `
id: user
namespace: ${namespace}
tasks:
  - { id: say, type: io.kestra.plugin.core.log.Log, message: user }
  - { id: sub, type: io.kestra.plugin.core.flow.Subflow, namespace: ${namespace}, flowId: used, wait: true }
`;

const deleting = (catalog: readonly AnyTool[]): string[] =>
  catalog
    .filter(({ effect, effectBy }) => [effect, ...Object.values(effectBy?.effects ?? {})].includes('delete'))
    .map(({ name }) => name);

describe('what deletes', () => {
  const nothing = { namespace: 'a', execution: 'b' };
  it('is all tried below', () => {
    assert.deepEqual(
      [...OURS(nothing), ...ENTERPRISE('', '', '')].map(([name]) => name).toSorted(),
      deleting(CATALOG).toSorted(),
    );
    assert.deepEqual(
      [...COMPAT(nothing), ...COMPAT_ENTERPRISE('', '')].map(([name]) => name).toSorted(),
      deleting(COMPAT_CATALOG).toSorted(),
    );
  });
});

describe('deletions on Kestra Enterprise', () => {
  const stage = withKestraEe();
  let things: [app: string, announcement: string, killSwitch: string];
  before(async () => {
    things = await plant(stage().connection);
  });

  for (const [what, toolset, calls] of [
    ['ours', 'ee', ENTERPRISE],
    ['those of the official server', 'compat', COMPAT_ENTERPRISE],
  ] as const) {
    it(`${what} delete nothing when the user declines, or cannot be asked`, async () => {
      const { connection, kestra } = stage();
      for (const [answers, why] of [
        [() => ({ action: 'decline' as const }), /the user said no/],
        [null, /this client cannot ask its user/],
      ] as const) {
        const mcp = await enterpriseClient(connection, { KESTRA_MCP_TOOLSET: toolset }, answers);
        try {
          for (const [name, args] of calls(...things)) {
            const { code, message } = await mcp.refused(name, args);
            assert.equal(code, 'REFUSED', name);
            assert.match(message, why);
          }
        } finally {
          await mcp.close();
        }
      }
      assert.deepEqual(
        kestra.requests.filter(({ method }) => method === 'DELETE'),
        [],
      );
    });
  }

  /** @returns an app, an announcement and a kill switch, beside a group and an invitation */
  async function plant(connection: Connection): Promise<[string, string, string]> {
    const mcp = await enterpriseClient(connection, { KESTRA_MCP_TOOLSET: 'compat' });
    const ask = async (name: string, args: Record<string, unknown>): Promise<Record<string, string>> => {
      const raw = (await mcp.client.callTool({ name, arguments: args })) as CallToolResult;
      return JSON.parse(textOf(raw)) as Record<string, string>;
    };
    const yaml_source = 'id: form\ntype: io.kestra.plugin.ee.apps.Execution\nnamespace: team\nflowId: a\n';
    const app = await ask('manage_apps', { action: 'create', yaml_source });
    const announcement = await ask('manage_announcements', { action: 'create', message: 'Hello' });
    await ask('manage_group', { action: 'create', name: 'doomed' });
    await ask('invite_user', { email: 'guest@example.com' });
    await sendOk(connection, 'POST', 'tests', {
      headers: { 'content-type': 'application/x-yaml' },
      body: greetingTests('company.team', 'greeting'),
    });
    await mcp.close();
    const own = await enterpriseClient(connection, { KESTRA_MCP_TOOLSET: 'ee' });
    const wanted = { name: 'outage', evaluation_type: 'PASS', confirm: true };
    const { result } = await own.call<{ killSwitch: { id: string } }>('set_kill_switch', wanted);
    await own.close();
    return [app['uid'] ?? '', announcement['id'] ?? '', result.killSwitch.id];
  }
});

for (const major of [1, 2] as const) {
  describe(`deletions on Kestra ${major}.x`, function () {
    // Every server is a process of its own, and some wait for what never comes.
    this.timeout(120_000);
    const connection = withKestra(major);
    const things: Things = { namespace: ownNamespace(`confirm${major}`), execution: '' };
    const { namespace } = things;
    let proxy: FaultProxy;
    const clients: McpClient[] = [];

    const client = async (answers: Answers | null, env: Record<string, string> = {}): Promise<McpClient> => {
      const behind = { ...connection(), baseUrl: proxy.baseUrl };
      const mcp = await new McpClient(behind, { KESTRA_MCP_TOOLSET: 'all', ...env }, answers).start();
      clients.push(mcp);
      return mcp;
    };
    const deletes = (): string[] => proxy.heard.filter((line) => line.startsWith('DELETE '));
    const refused = async (mcp: McpClient, [name, args]: Call): Promise<string> => {
      const { code, message } = await mcp.refused(name, args);
      assert.equal(code, 'REFUSED', name);
      return message;
    };

    before(async () => {
      proxy = await startFaultProxy(connection().baseUrl);
      await createLinkedFlows(connection(), { namespace, flowId: 'used', links: 1 }, [
        used(namespace),
        user(namespace),
      ]);
      things.execution = await startExecution(connection(), { namespace, flowId: 'user' });
      await untilState(connection(), things.execution, 'SUCCESS');
      const mcp = await client(AGREES);
      for (const key of ['one', 'two']) await mcp.call('set_kv', { namespace, key, value: 'x' });
      for (const path of ['folder/a.txt', 'folder/b.txt'])
        await mcp.call('write_namespace_file', { namespace, path, text: 'x' });
    });
    after(async () => {
      for (const mcp of clients) await mcp.close();
      await proxy?.close();
    });

    for (const [what, env, calls] of [
      ['ours', {}, OURS],
      ['those of the official server', { KESTRA_MCP_TOOLSET: 'compat' }, COMPAT],
    ] as const) {
      it(`${what} delete nothing when the user declines`, async () => {
        const mcp = await client(() => ({ action: 'decline' }), env);
        for (const call of calls(things))
          assert.match(await refused(mcp, call), /was not deleted: the user said no\.$/);
        assert.equal(mcp.asked.length, calls(things).length);
        assert.deepEqual(deletes(), []);
      });

      it(`${what} delete nothing where nobody can be asked`, async () => {
        const mcp = await client(null, env);
        for (const call of calls(things))
          assert.match(await refused(mcp, call), /this client cannot ask its user/);
        assert.deepEqual(deletes(), []);
      });
    }

    const ANYTHING_BUT_YES: readonly (readonly [string, Answers, RegExp])[] = [
      ['closes the question', () => ({ action: 'cancel' }), /the user closed the question/],
      ['keeps it', () => ({ action: 'accept', content: { decision: 'Keep' } }), /the user said no/],
      ['sends an empty form', () => ({ action: 'accept', content: {} }), /the user said no/],
      ['sends no form', () => ({ action: 'accept' }), /the user said no/],
      [
        'says it in another word',
        () => ({ action: 'accept', content: { decision: 'delete' } }),
        /the user said no/,
      ],
      ['sends nonsense', () => ({ action: 'perhaps' }) as unknown as ElicitResult, /could not be asked/],
      ['breaks', () => Promise.reject(new Error('no screen')), /could not be asked \(.*no screen/],
      ['is silent for too long', () => new Promise(() => {}), /did not answer within 1 s/],
    ];
    for (const [what, answers, why] of ANYTHING_BUT_YES) {
      it(`a user who ${what} deletes nothing`, async () => {
        const mcp = await client(answers, { KESTRA_MCP_ASK_SECONDS: '1' });
        const { message, hint } = await mcp.refused('delete_kv', { namespace, keys: ['one'], confirm: true });
        assert.match(message, /^The key one of namespace .* was not deleted: /);
        assert.match(message, why);
        assert.match(hint ?? '', /Do not try again/);
        assert.deepEqual(deletes(), []);
      });
    }

    it('where nobody can be asked, the refusal says both ways out', async () => {
      const { hint } = await (
        await client(null)
      ).refused('delete_kv', { namespace, keys: ['one'], confirm: true });
      assert.match(
        hint ?? '',
        /supports MCP elicitation .* VS Code, or .* KESTRA_MCP_ALLOW_UNCONFIRMED=true/,
      );
    });

    it('without confirm nobody is asked', async () => {
      const mcp = await client(AGREES);
      for (const [name, { confirm: _, ...args }] of OURS(things)) await mcp.call(name, args);
      assert.deepEqual(mcp.asked, []);
      assert.deepEqual(deletes(), []);
    });

    it('the question names what goes along, and keeps unless told otherwise', async () => {
      const mcp = await client(() => ({ action: 'decline' }));
      await mcp.refused('delete_flow', { namespace, flow_id: 'used', confirm: true });
      const [question] = mcp.asked;
      assert.ok(question && 'requestedSchema' in question);
      assert.match(question.message, new RegExp(`^An agent wants to delete the flow ${namespace}\\.used\\.`));
      assert.match(question.message, new RegExp(`need it .*: ${namespace}\\.user\\.`));
      assert.match(question.message, /Triggers that fire no more: hourly\./);
      const { decision } = question.requestedSchema.properties;
      assert.ok(decision && 'default' in decision);
      assert.equal(decision.default, 'Keep');
    });

    it('a person who thinks is waited for, with signs of life', async () => {
      let decide: (answer: ElicitResult) => void = () => {};
      const mcp = await client(() => new Promise<ElicitResult>((resolve) => (decide = resolve)), {
        KESTRA_MCP_ASK_SECONDS: '12',
      });
      const seen: number[] = [];
      const call = mcp.client.callTool(
        { name: 'delete_kv', arguments: { namespace, keys: ['one'], confirm: true } },
        undefined,
        {
          onprogress: ({ progress, message }) => {
            assert.match(message ?? '', /Waiting for the user's decision/);
            if (seen.push(progress) === 3) decide({ action: 'decline' });
          },
        },
      );
      assert.equal((await call).isError, true);
      assert.equal(seen.length, 3);
      assert.deepEqual(
        seen,
        seen.toSorted((a, b) => a - b),
      );
      assert.deepEqual(deletes(), []);
    });

    it('what has changed while the user thought is not deleted', async () => {
      const other = await client(AGREES);
      const mcp = await client(async () => {
        await other.call('set_kv', { namespace, key: 'one', value: 'changed' });
        return { action: 'accept', content: { decision: 'Delete' } };
      });
      const { code, message } = await mcp.refused('delete_kv', { namespace, keys: ['one'], confirm: true });
      assert.equal(code, 'CONFLICT');
      assert.match(message, /has changed since it was asked about: nothing was deleted/);
      assert.deepEqual(deletes(), []);
    });

    it('with KESTRA_MCP_ALLOW_UNCONFIRMED=true nobody has to be asked', async () => {
      const mcp = await client(null, { KESTRA_MCP_ALLOW_UNCONFIRMED: 'true' });
      const { result } = await mcp.call<{ deleted: boolean }>('delete_kv', {
        namespace,
        keys: ['two'],
        confirm: true,
      });
      assert.equal(result.deleted, true);
      assert.equal(deletes().length, 1);
    });

    it('but where somebody can be asked, they are, and their yes deletes', async () => {
      const mcp = await client(AGREES, { KESTRA_MCP_ALLOW_UNCONFIRMED: 'true' });
      const before = deletes().length;
      for (const [name, args] of OURS(things)) {
        const { result } = await mcp.call<{ deleted: boolean }>(name, args);
        assert.equal(result.deleted, true, name);
      }
      assert.equal(mcp.asked.length, OURS(things).length);
      assert.equal(deletes().length - before, OURS(things).length);
    });
  });
}
