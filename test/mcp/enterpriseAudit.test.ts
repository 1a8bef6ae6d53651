import assert from 'node:assert/strict';
import { createFlow, ownNamespace, sendOk, startExecution, untilState } from '../support/executions.ts';
import { tokenConnection, withKestraEe } from '../support/kestraEe.ts';
import { McpClient } from './support/client.ts';
import { approval } from './support/flows.ts';
import { toolsWith } from './support/toolsWith.ts';
import { greeting } from './support/unitTests.ts';

interface Entry {
  id: string;
  action: string;
  resource: string;
  of: { id: string };
  user?: string;
}
interface Diff {
  kind: string;
  diff?: string;
}
interface Switch {
  id: string;
  name: string;
  evaluationType: string;
  namespace?: string;
  enabled?: boolean;
}
interface SetSwitch {
  set: boolean;
  openExecutions: number;
  killSwitch: Switch;
  before?: Switch;
}
interface Draft {
  source: string;
  valid: boolean;
  problems: { message: string; line?: number }[];
  testId?: string;
  id?: string;
}

const TOOLSET = { KESTRA_MCP_TOOLSET: 'ee' };

describe('what administrators of the Enterprise Edition look after', () => {
  const enterprise = withKestraEe();
  const namespace = ownNamespace('audited');
  let mcp: McpClient;

  before(async () => {
    mcp = await new McpClient(enterprise().connection, TOOLSET).start();
  });
  after(() => mcp?.close());

  describe('the audit log', () => {
    before(async () => {
      const { connection } = enterprise();
      await createFlow(connection, greeting(namespace));
      await createFlow(connection, greeting(namespace, 'other'));
      await sendOk(connection, 'PUT', `flows/${namespace}/greeting`, {
        headers: { 'content-type': 'application/x-yaml' },
        body: greeting(namespace).replace('Hello', 'Goodbye'),
      });
    });

    const search = async (args: object): Promise<{ entries: Entry[]; total: number; nextCursor?: string }> =>
      (await mcp.call<{ entries: Entry[]; total: number }>('search_audit_log', { namespace, ...args }))
        .result;

    it('tells who did what, the latest first, narrowed by Kestra', async () => {
      const { entries, total } = await search({ flow_id: 'greeting' });
      assert.deepEqual(
        entries.map(({ action, resource, user }) => [action, resource, user]),
        [
          ['UPDATE', 'FLOW', 'admin@example.com'],
          ['CREATE', 'FLOW', 'admin@example.com'],
        ],
      );
      assert.equal(total, 2);
      assert.equal((await search({ action: 'CREATE' })).total, 2);
      assert.equal((await search({ resources: ['USER', 'ROLE'] })).total, 0);
      assert.equal((await search({ user_id: 'nobody' })).total, 0);
      assert.equal((await search({ start_date: '2100-01-01T00:00:00Z' })).total, 0);
      const first = await search({ limit: 1 });
      assert.deepEqual([first.entries.length, first.nextCursor], [1, '1']);
    });

    it('shows what an entry changed, and what changed between two', async () => {
      const { entries } = await search({ flow_id: 'greeting' });
      const [update, creation] = entries;
      const changed = await mcp.call<Diff>('get_audit_diff', { id: update?.id });
      assert.equal(changed.result.kind, 'changed');
      assert.match(changed.result.diff ?? '', /-\s+format: "Hello.*\n\+\s+format: "Goodbye/);
      const made = await mcp.call<Diff>('get_audit_diff', { id: creation?.id });
      assert.equal(made.result.kind, 'created');
      const back = await mcp.call<Diff>('get_audit_diff', { id: creation?.id, previous_id: update?.id });
      assert.match(back.result.diff ?? '', /-\s+format: "Goodbye.*\n\+\s+format: "Hello/);
      assert.equal((await mcp.refused('get_audit_diff', { id: 'nothing' })).code, 'NOT_FOUND');
    });

    it('tells the history of one resource', async () => {
      const { entries } = await search({ flow_id: 'greeting' });
      const { result } = await mcp.call<{ entries: { id: string; user: string }[] }>('list_audit_history', {
        resource_id: entries[0]?.of.id,
      });
      assert.deepEqual(
        result.entries.map(({ id }) => id),
        entries.map(({ id }) => id),
      );
      assert.equal(result.entries[0]?.user, 'admin@example.com');
    });
  });

  describe('a kill switch', () => {
    const wanted = { name: 'Stop it', evaluation_type: 'KILL', namespace };
    const list = async (): Promise<Switch[]> =>
      (await mcp.call<{ killSwitches: Switch[] }>('list_kill_switches')).result.killSwitches;

    it('is set once it is confirmed, with what it would hit told before', async () => {
      const { connection } = enterprise();
      await createFlow(connection, approval(namespace));
      const id = await startExecution(connection, { namespace, flowId: 'approval' });
      await untilState(connection, id, 'PAUSED');
      const plan = await mcp.call<SetSwitch>('set_kill_switch', wanted);
      assert.deepEqual([plan.result.set, plan.result.openExecutions], [false, 1]);
      assert.deepEqual(await list(), []);
      const { result } = await mcp.call<SetSwitch>('set_kill_switch', { ...wanted, confirm: true });
      const [kept] = await list();
      assert.deepEqual([result.set, kept?.id, kept?.evaluationType], [true, result.killSwitch.id, 'KILL']);
    });

    it('is changed as a whole, and told as it was', async () => {
      const [{ id } = { id: '' }] = await list();
      const { result } = await mcp.call<SetSwitch>('set_kill_switch', {
        ...wanted,
        id,
        enabled: false,
        confirm: true,
      });
      assert.deepEqual([result.before?.enabled, result.killSwitch.enabled], [true, false]);
      assert.equal((await list()).length, 1);
      const unknown = await mcp.refused('set_kill_switch', { ...wanted, id: 'nothing', confirm: true });
      assert.equal(unknown.code, 'NOT_FOUND');
    });

    it('is deleted after the yes of a person', async () => {
      const [{ id } = { id: '' }] = await list();
      const plan = await mcp.call<{ deleted: boolean }>('delete_kill_switch', { id });
      assert.equal(plan.result.deleted, false);
      await mcp.call('delete_kill_switch', { id, confirm: true });
      assert.match(mcp.asked.at(-1)?.message ?? '', /delete the kill switch Stop it/);
      assert.deepEqual(await list(), []);
    });

    it('is for administrators of the instance: nobody else sees its tools', async () => {
      const { kestra } = enterprise();
      const connection = tokenConnection(kestra, kestra.signIn('member@example.com'));
      const member = await new McpClient(connection, TOOLSET).start();
      try {
        const names = (await toolsWith(member, 'list_tests')).map(({ name }) => name);
        assert.ok(!names.includes('list_kill_switches'));
        assert.equal((await member.refused('list_kill_switches')).code, 'FORBIDDEN');
      } finally {
        await member.close();
      }
    });
  });

  describe('a draft by the AI of Kestra', () => {
    const generate = async (tool: string, args: object): Promise<Draft> =>
      (await mcp.call<Draft>(tool, { ...args })).result;

    it('of a unit test is validated and not saved', async () => {
      const draft = await generate('generate_test', { user_prompt: 'it says hello' });
      assert.deepEqual([draft.valid, draft.testId], [true, 'generated-test']);
      const place = { namespace: 'company.team', test_id: 'generated-test' };
      assert.equal((await mcp.refused('get_test', place)).code, 'NOT_FOUND');
      const broken = await generate('generate_test', { user_prompt: 'broken', test_yaml: draft.source });
      assert.equal(broken.valid, false);
      assert.match(broken.problems[0]?.message ?? '', /testCases\[1\]\.assertions: must not be null/);
    });

    it('of an app is looked at and not saved', async () => {
      const draft = await generate('generate_app', { user_prompt: 'a form for refunds' });
      assert.deepEqual([draft.valid, draft.id], [true, 'generated-app']);
      assert.match(draft.source, /displayName: a form for refunds/);
      assert.equal((await generate('generate_app', { user_prompt: 'broken' })).valid, false);
    });

    it('passes on what the model said instead', async () => {
      for (const [tool, kind] of [
        ['generate_test', 'test'],
        ['generate_app', 'app'],
      ] as const) {
        const error = await mcp.refused(tool, { user_prompt: 'nonsense' });
        assert.equal(error.message, `The AI wrote no ${kind} but: I can only help with Kestra.`);
      }
    });
  });
});
