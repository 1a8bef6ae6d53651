import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withKestraEe } from '../support/kestraEe.ts';
import { AccessTools } from './support/access.ts';

interface Deletion {
  deleted: boolean;
  impact: string[];
}

describe('service accounts of Kestra Enterprise, and what can be taken away', () => {
  const stage = withKestraEe();
  let access: AccessTools;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-ee-'));
    access = await AccessTools.start(stage(), { KESTRA_MCP_FILE_ROOTS: folder });
  });
  after(async () => {
    await access?.mcp.close();
    await rm(folder, { recursive: true });
  });

  describe('service accounts', () => {
    it('are made and changed, keep their groups, and get roles', async () => {
      await access.call('save_group', { name: 'robots' });
      await access.call('save_service_account', {
        name: 'ci-runner',
        description: 'Builds',
        groups: ['robots'],
      });
      await access.call('save_service_account', {
        service_account: 'ci-runner',
        description: 'Builds and deploys',
      });
      await access.call('assign_role', { kind: 'service_account', holder: 'ci-runner', roles: ['Launcher'] });
      const account = await access.get('service_account', 'ci-runner');
      assert.deepEqual(account.groups, ['robots']);
      assert.deepEqual(
        account.roles?.map(({ role, namespace }) => [role, namespace]),
        [['Launcher', undefined]],
      );
      const bindings = await access.list({ kind: 'binding', holder_id: account.id });
      assert.deepEqual(
        bindings.map(({ holder }) => holder?.kind),
        ['service_account'],
      );
    });

    it('get tokens whose secret goes into a private file and into no answer', async () => {
      await access.call('save_service_account', { name: 'with-token' });
      const args = { service_account: 'with-token', name: 'deploy', max_age: 'P30D' };
      const { savedTo } = await access.call<{ savedTo: string }>('create_api_token', {
        ...args,
        save_to: 'token.txt',
      });
      const secret = (await readFile(savedTo, 'utf8')).trim();
      assert.match(secret, /^secret-/);
      assert.equal((await stat(savedTo)).mode & 0o777, 0o600);
      assert.deepEqual(
        (await access.get('service_account', 'with-token')).tokens?.map(({ name }) => name),
        ['deploy'],
      );
      assert.ok(!access.mcp.received.join('').includes(secret));
    });

    it('get no token where its file cannot be written', async () => {
      await access.call('save_service_account', { name: 'without-token' });
      const args = { service_account: 'without-token', name: 'lost' };
      const outside = await access.mcp.refused('create_api_token', { ...args, save_to: '/etc/kestra-token' });
      assert.equal(outside.code, 'REFUSED');
      await access.call('create_api_token', { ...args, name: 'first', save_to: 'twice.txt' });
      assert.equal(
        (await access.mcp.refused('create_api_token', { ...args, save_to: 'twice.txt' })).code,
        'CONFLICT',
      );
      const { tokens } = await access.get('service_account', 'without-token');
      assert.deepEqual(
        tokens?.map(({ name }) => name),
        ['first'],
      );
    });

    it('leave no file where Kestra makes no token', async () => {
      const { kestra } = stage();
      await access.call('save_service_account', { name: 'refused-token' });
      kestra.rights.deny(kestra.token, 'SERVICE_ACCOUNT UPDATE');
      try {
        const args = { service_account: 'refused-token', name: 'never', save_to: 'never.txt' };
        assert.match((await access.mcp.refused('create_api_token', args)).message, /SERVICE_ACCOUNT UPDATE/);
        await assert.rejects(stat(path.join(folder, 'never.txt')), { code: 'ENOENT' });
      } finally {
        kestra.rights.grant(kestra.token, 'SERVICE_ACCOUNT UPDATE');
      }
    });
  });

  describe('delete_access tells the impact first and then does it', () => {
    const deleted = async (args: Record<string, unknown>): Promise<string> => {
      const told = await access.call<Deletion>('delete_access', args);
      assert.equal(told.deleted, false);
      assert.equal((await access.call<Deletion>('delete_access', { ...args, confirm: true })).deleted, true);
      return told.impact.join(' ');
    };
    const isGone = async (kind: string, name: string): Promise<void> => {
      assert.equal((await access.mcp.refused('get_access', { kind, name })).code, 'NOT_FOUND');
    };

    it('a group: its members, and the roles that they lose', async () => {
      access.person('member@example.com');
      await access.call('save_group', { name: 'doomed' });
      await access.call('change_group_members', { group: 'doomed', add_members: ['member@example.com'] });
      await access.call('assign_role', {
        kind: 'group',
        holder: 'doomed',
        roles: ['Viewer'],
        namespaces: ['company'],
      });
      const impact = await deleted({ kind: 'group', name: 'doomed' });
      assert.match(impact, /1 members leave it: member@example\.com.*lose the roles.*Viewer in company/);
      await isGone('group', 'doomed');
    });

    it('a role: who has it; never one of Kestra', async () => {
      access.person('holder@example.com');
      await access.call('save_role', { name: 'short-lived', permissions: { FLOW: ['VIEW'] } });
      await access.call('assign_role', {
        kind: 'user',
        holder: 'holder@example.com',
        roles: ['short-lived'],
      });
      assert.match(await deleted({ kind: 'role', name: 'short-lived' }), /taken from 1: holder@example\.com/);
      await isGone('role', 'short-lived');
      const own = await access.mcp.refused('delete_access', { kind: 'role', name: 'Viewer', confirm: true });
      assert.match(own.message, /Kestra's own/);
    });

    it('a binding: who loses what where', async () => {
      access.person('bound@example.com');
      const assignment = {
        kind: 'user',
        holder: 'bound@example.com',
        roles: ['Editor'],
        namespaces: ['company'],
      };
      await access.call('assign_role', assignment);
      const { id } = await access.get('user', 'bound@example.com');
      const [binding] = await access.list({ kind: 'binding', holder_id: id });
      assert.match(
        await deleted({ kind: 'binding', name: binding?.id }),
        /bound@example\.com loses it in company/,
      );
      assert.deepEqual((await access.get('user', 'bound@example.com')).roles, []);
    });

    it('a token and a service account: what works no more', async () => {
      await access.call('save_service_account', { name: 'doomed-robot' });
      for (const name of ['one', 'two']) {
        await access.call('create_api_token', {
          service_account: 'doomed-robot',
          name,
          save_to: `${name}.txt`,
        });
      }
      const token = { kind: 'api_token', name: 'one', service_account: 'doomed-robot' };
      assert.match(await deleted(token), /signs in with it as doomed-robot/);
      assert.match((await access.mcp.refused('delete_access', token)).hint ?? '', /get_access/);
      assert.match(
        (await access.mcp.refused('delete_access', { kind: 'api_token', name: 'two' })).message,
        /from a service/,
      );
      assert.match(await deleted({ kind: 'service_account', name: 'doomed-robot' }), /work no more.*two/);
      await isGone('service_account', 'doomed-robot');
    });

    it('a user: their groups and roles; an invitation: its link', async () => {
      const id = access.person('leaving@example.com');
      await access.call('assign_role', { kind: 'user', holder: id, roles: ['Viewer'] });
      const impact = await deleted({ kind: 'user', name: 'leaving@example.com' });
      assert.match(impact, /roles: Viewer.*account of the instance stays/);
      await isGone('user', 'leaving@example.com');
      await access.call('invite_user', { email: 'uninvited@example.com' });
      assert.match(
        await deleted({ kind: 'invitation', name: 'uninvited@example.com' }),
        /link works no more/,
      );
      await isGone('invitation', 'uninvited@example.com');
    });

    it('and deletes nothing when the person says no', async () => {
      await access.call('save_group', { name: 'kept' });
      const declining = await AccessTools.start(stage(), {}, () => ({ action: 'decline' }));
      try {
        const args = { kind: 'group', name: 'kept', confirm: true };
        assert.equal((await declining.mcp.refused('delete_access', args)).code, 'REFUSED');
        assert.equal((await access.get('group', 'kept')).name, 'kept');
      } finally {
        await declining.mcp.close();
      }
    });
  });
});
