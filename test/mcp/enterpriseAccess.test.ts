import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withKestraEe } from '../support/kestraEe.ts';
import type { McpClient } from './support/client.ts';
import { enterpriseClient } from './support/enterpriseClient.ts';

interface Item {
  id: string;
  name: string;
  groups?: string[];
  roles?: string[];
  holder?: { kind: string; name: string };
  namespace?: string;
  status?: string;
}
interface Access {
  id: string;
  name: string;
  administrator?: boolean;
  groups?: string[];
  roles?: { role: string; namespace?: string; through?: string; bindingId?: string }[];
  permissions?: Record<string, string>;
  members?: string[];
  holders?: string[];
  tokens?: { name: string }[];
}
interface Outcomes {
  members: { name: string; outcome?: string; error?: { code: string; message: string } }[];
  roles: { name: string; outcome?: string; namespace?: string; error?: { code: string } }[];
}
interface Deletion {
  deleted: boolean;
  impact: string[];
}

describe('users, groups and roles of Kestra Enterprise', () => {
  const stage = withKestraEe();
  let mcp: McpClient;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-ee-'));
    mcp = await enterpriseClient(stage().connection, { KESTRA_MCP_FILE_ROOTS: folder });
  });
  after(async () => {
    await mcp?.close();
    await rm(folder, { recursive: true });
  });

  const call = async <T>(name: string, args: Record<string, unknown>): Promise<T> =>
    (await mcp.call<T>(name, args)).result;
  const get = (kind: string, name: string): Promise<Access> => call<Access>('get_access', { kind, name });
  const list = async (args: Record<string, unknown>): Promise<Item[]> =>
    (await call<{ items: Item[] }>('list_access', args)).items;
  const person = (email: string): string => stage().kestra.directory.addPerson({ email }).id;

  it('list_access tells each kind by part of the name', async () => {
    person('list-a@example.com');
    person('list-b@example.com');
    const users = await list({ kind: 'user', q: 'list-' });
    assert.deepEqual(users.map(({ name }) => name).toSorted(), ['list-a@example.com', 'list-b@example.com']);
    const roles = await list({ kind: 'role', q: 'view' });
    assert.deepEqual(
      roles.map(({ name }) => name),
      ['Viewer'],
    );
    const first = await call<{ items: Item[]; nextCursor?: string }>('list_access', {
      kind: 'role',
      limit: 2,
    });
    const rest = await list({ kind: 'role', limit: 50, cursor: first.nextCursor });
    assert.equal(first.items.length + rest.length, stage().kestra.directory.roles.size);
  });

  it('groups get members and roles, and get_access says what follows for a person, and why', async () => {
    person('gina@example.com');
    const { id } = await call<Item>('save_group', { name: 'operators', description: 'On call' });
    const change = { group: 'operators', add: ['gina@example.com', 'nobody@example.com'] };
    const { members } = await call<Outcomes>('change_group_members', change);
    assert.deepEqual(
      members.map(({ name, outcome, error }) => [name, outcome ?? error?.code]),
      [
        ['gina@example.com', 'added'],
        ['nobody@example.com', 'NOT_FOUND'],
      ],
    );
    const assigned = await call<Outcomes>('assign_role', {
      kind: 'group',
      holder: 'operators',
      roles: ['launcher'],
      namespaces: ['company.team', 'company.data'],
    });
    assert.deepEqual(
      assigned.roles.map(({ outcome, namespace }) => [outcome, namespace]),
      [
        ['assigned', 'company.team'],
        ['assigned', 'company.data'],
      ],
    );
    const gina = await get('user', 'gina@example.com');
    assert.deepEqual(gina.groups, ['operators']);
    const through = { role: 'Launcher', through: 'operators' };
    assert.deepEqual(gina.roles, [
      { ...through, namespace: 'company.team' },
      { ...through, namespace: 'company.data' },
    ]);
    assert.equal(gina.permissions?.['FLOW'], 'LIST VIEW EXECUTE');
    const only = await call<Access>('get_access', {
      kind: 'user',
      name: 'gina@example.com',
      resource: 'FLOW',
    });
    assert.deepEqual(Object.keys(only.permissions ?? {}), ['FLOW']);
    const group = await get('group', id);
    assert.deepEqual([group.members, group.roles?.length], [['gina@example.com'], 2]);
    assert.deepEqual((await get('role', 'Launcher')).holders, [
      'operators in company.team',
      'operators in company.data',
    ]);
    const again = await call<Outcomes>('change_group_members', { group: id, add: ['gina@example.com'] });
    assert.equal(again.members[0]?.outcome, 'unchanged');
  });

  it('save_group changes what is given, and tells of a name that is taken', async () => {
    await call('save_group', { name: 'before', description: 'Kept' });
    const changed = await call<Item & { description: string }>('save_group', {
      group: 'before',
      name: 'after',
    });
    assert.deepEqual([changed.name, changed.description], ['after', 'Kept']);
    assert.equal((await mcp.refused('save_group', { name: 'after' })).code, 'CONFLICT');
    const unknown = await mcp.refused('save_group', { group: 'aft', name: 'x' });
    assert.deepEqual([unknown.code, /list_access/.test(unknown.hint ?? '')], ['NOT_FOUND', true]);
    assert.match((await mcp.refused('save_group', {})).message, /needs a name/);
  });

  it('save_role knows what can be allowed, and leaves the roles of Kestra alone', async () => {
    const wrong = await mcp.refused('save_role', {
      name: 'odd',
      permissions: { FLOW: ['FLY'], MOON: ['VIEW'] },
    });
    assert.equal(wrong.code, 'INVALID');
    assert.match(wrong.violations?.join('; ') ?? '', /FLOW: no FLY; it has VIEW.*; MOON: no such resource/);
    const permissions = { FLOW: ['VIEW', 'LIST'] };
    await call('save_role', { name: 'reader', permissions });
    const described = await call<{ permissions: object }>('save_role', {
      role: 'reader',
      description: 'Reads',
    });
    assert.deepEqual(described.permissions, permissions);
    assert.deepEqual((await get('role', 'reader')).permissions, { FLOW: 'VIEW LIST' });
    const own = await mcp.refused('save_role', { role: 'Admin', permissions });
    assert.match(own.message, /Kestra's own/);
  });

  describe('invite_user', () => {
    before(() => call('save_group', { name: 'invitees' }));

    it('invites with groups and roles, and looks that they are there', async () => {
      const email = 'new@example.com';
      const invited = await call<Item & { outcome: string; notApplied?: string[]; invitationId: string }>(
        'invite_user',
        { email, group_names: ['invitees'], roles: ['Viewer', 'Editor'], namespaces: ['company'] },
      );
      assert.deepEqual(
        [invited.outcome, invited.groups, invited.roles, invited.notApplied],
        ['invited', ['invitees'], ['Viewer', 'Editor'], undefined],
      );
      const again = await mcp.refused('invite_user', { email });
      assert.equal(again.code, 'CONFLICT');
      assert.match(again.message, /invited already until .* with invitees, Viewer, Editor/);
      const invitation = (await list({ kind: 'invitation', q: email }))[0];
      assert.deepEqual([invitation?.id, invitation?.status], [invited.invitationId, 'PENDING']);
    });

    it('invites anew where an invitation has expired', async () => {
      const email = 'late@example.com';
      await call('invite_user', { email });
      for (const invitation of stage().kestra.directory.invitations.values()) {
        if (invitation.email === email) invitation.status = 'EXPIRED';
      }
      const { roles } = await call<Item>('invite_user', { email, roles: ['Viewer'] });
      assert.deepEqual(roles, ['Viewer']);
      assert.equal((await list({ kind: 'invitation', q: email })).length, 2);
    });

    it('says what Kestra left out of an invitation', async () => {
      const { notApplied } = await call<{ notApplied: string[] }>('invite_user', {
        email: 'forgetful@example.com',
        group_names: ['invitees'],
        roles: ['Viewer'],
      });
      assert.deepEqual(notApplied, ['group invitees', 'role Viewer']);
    });

    it('gives what Kestra left out to somebody who came in at once', async () => {
      const email = 'forgetful-known@example.com';
      stage().kestra.directory.addPerson({ email, hasAccess: false });
      const admitted = await call<{ outcome: string; addedAfterwards: string[] }>('invite_user', {
        email,
        group_names: ['invitees'],
        roles: ['Viewer'],
        namespaces: ['company.team'],
      });
      assert.equal(admitted.outcome, 'admitted');
      assert.deepEqual(admitted.addedAfterwards, ['group invitees', 'role Viewer in company.team']);
      const { groups, roles } = await get('user', email);
      assert.deepEqual(groups, ['invitees']);
      assert.deepEqual(roles, [{ role: 'Viewer', namespace: 'company.team' }]);
    });

    it('gives nothing twice to somebody who came in with all of it', async () => {
      const email = 'known@example.com';
      stage().kestra.directory.addPerson({ email, hasAccess: false });
      const wanted = { email, group_names: ['invitees'], roles: ['Viewer'] };
      const admitted = await call<{ addedAfterwards?: string[] }>('invite_user', wanted);
      assert.equal(admitted.addedAfterwards, undefined);
      assert.equal((await get('user', email)).roles?.length, 1);
    });

    it('invites nobody where a group or role is not there', async () => {
      const error = await mcp.refused('invite_user', { email: 'x@example.com', roles: ['View'] });
      assert.deepEqual([error.code, error.message], ['NOT_FOUND', "There is no role 'View'."]);
      assert.deepEqual(await list({ kind: 'invitation', q: 'x@example.com' }), []);
    });

    it('never tells the link', () => {
      assert.ok(!mcp.received.join('').includes('/invitations/accept/'));
    });
  });

  describe('service accounts', () => {
    it('are made and changed, keep their groups, and get roles', async () => {
      await call('save_group', { name: 'robots' });
      await call('save_service_account', { name: 'ci-runner', description: 'Builds', groups: ['robots'] });
      await call('save_service_account', { service_account: 'ci-runner', description: 'Builds and deploys' });
      await call('assign_role', { kind: 'service_account', holder: 'ci-runner', roles: ['Launcher'] });
      const account = await get('service_account', 'ci-runner');
      assert.deepEqual(account.groups, ['robots']);
      assert.deepEqual(
        account.roles?.map(({ role, namespace }) => [role, namespace]),
        [['Launcher', undefined]],
      );
      const bindings = await list({ kind: 'binding', holder_id: account.id });
      assert.deepEqual(
        bindings.map(({ holder }) => holder?.kind),
        ['service_account'],
      );
    });

    it('get tokens whose secret goes into a private file and into no answer', async () => {
      await call('save_service_account', { name: 'with-token' });
      const args = { service_account: 'with-token', name: 'deploy', max_age: 'P30D' };
      const { savedTo } = await call<{ savedTo: string }>('create_api_token', {
        ...args,
        save_to: 'token.txt',
      });
      const secret = (await readFile(savedTo, 'utf8')).trim();
      assert.match(secret, /^secret-/);
      assert.equal((await stat(savedTo)).mode & 0o777, 0o600);
      assert.deepEqual(
        (await get('service_account', 'with-token')).tokens?.map(({ name }) => name),
        ['deploy'],
      );
      assert.ok(!mcp.received.join('').includes(secret));
    });

    it('get no token where its file cannot be written', async () => {
      await call('save_service_account', { name: 'without-token' });
      const args = { service_account: 'without-token', name: 'lost' };
      const outside = await mcp.refused('create_api_token', { ...args, save_to: '/etc/kestra-token' });
      assert.equal(outside.code, 'REFUSED');
      await call('create_api_token', { ...args, name: 'first', save_to: 'twice.txt' });
      assert.equal(
        (await mcp.refused('create_api_token', { ...args, save_to: 'twice.txt' })).code,
        'CONFLICT',
      );
      const { tokens } = await get('service_account', 'without-token');
      assert.deepEqual(
        tokens?.map(({ name }) => name),
        ['first'],
      );
    });

    it('leave no file where Kestra makes no token', async () => {
      const { kestra } = stage();
      await call('save_service_account', { name: 'refused-token' });
      kestra.rights.deny(kestra.token, 'SERVICE_ACCOUNT UPDATE');
      try {
        const args = { service_account: 'refused-token', name: 'never', save_to: 'never.txt' };
        assert.match((await mcp.refused('create_api_token', args)).message, /SERVICE_ACCOUNT UPDATE/);
        await assert.rejects(stat(path.join(folder, 'never.txt')), { code: 'ENOENT' });
      } finally {
        kestra.rights.grant(kestra.token, 'SERVICE_ACCOUNT UPDATE');
      }
    });
  });

  describe('delete_access tells the impact first and then does it', () => {
    const deleted = async (args: Record<string, unknown>): Promise<string> => {
      const told = await call<Deletion>('delete_access', args);
      assert.equal(told.deleted, false);
      assert.equal((await call<Deletion>('delete_access', { ...args, confirm: true })).deleted, true);
      return told.impact.join(' ');
    };
    const isGone = async (kind: string, name: string): Promise<void> => {
      assert.equal((await mcp.refused('get_access', { kind, name })).code, 'NOT_FOUND');
    };

    it('a group: its members, and the roles that they lose', async () => {
      person('member@example.com');
      await call('save_group', { name: 'doomed' });
      await call('change_group_members', { group: 'doomed', add: ['member@example.com'] });
      await call('assign_role', {
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
      person('holder@example.com');
      await call('save_role', { name: 'short-lived', permissions: { FLOW: ['VIEW'] } });
      await call('assign_role', { kind: 'user', holder: 'holder@example.com', roles: ['short-lived'] });
      assert.match(await deleted({ kind: 'role', name: 'short-lived' }), /taken from 1: holder@example\.com/);
      await isGone('role', 'short-lived');
      const own = await mcp.refused('delete_access', { kind: 'role', name: 'Viewer', confirm: true });
      assert.match(own.message, /Kestra's own/);
    });

    it('a binding: who loses what where', async () => {
      person('bound@example.com');
      const assignment = {
        kind: 'user',
        holder: 'bound@example.com',
        roles: ['Editor'],
        namespaces: ['company'],
      };
      await call('assign_role', assignment);
      const { id } = await get('user', 'bound@example.com');
      const [binding] = await list({ kind: 'binding', holder_id: id });
      assert.match(
        await deleted({ kind: 'binding', name: binding?.id }),
        /bound@example\.com loses it in company/,
      );
      assert.deepEqual((await get('user', 'bound@example.com')).roles, []);
    });

    it('a token and a service account: what works no more', async () => {
      await call('save_service_account', { name: 'doomed-robot' });
      for (const name of ['one', 'two']) {
        await call('create_api_token', { service_account: 'doomed-robot', name, save_to: `${name}.txt` });
      }
      const token = { kind: 'api_token', name: 'one', service_account: 'doomed-robot' };
      assert.match(await deleted(token), /signs in with it as doomed-robot/);
      assert.match((await mcp.refused('delete_access', token)).hint ?? '', /get_access/);
      assert.match(
        (await mcp.refused('delete_access', { kind: 'api_token', name: 'two' })).message,
        /from a service/,
      );
      assert.match(await deleted({ kind: 'service_account', name: 'doomed-robot' }), /work no more.*two/);
      await isGone('service_account', 'doomed-robot');
    });

    it('a user: their groups and roles; an invitation: its link', async () => {
      const id = person('leaving@example.com');
      await call('assign_role', { kind: 'user', holder: id, roles: ['Viewer'] });
      const impact = await deleted({ kind: 'user', name: 'leaving@example.com' });
      assert.match(impact, /roles: Viewer.*account of the instance stays/);
      await isGone('user', 'leaving@example.com');
      await call('invite_user', { email: 'uninvited@example.com' });
      assert.match(
        await deleted({ kind: 'invitation', name: 'uninvited@example.com' }),
        /link works no more/,
      );
      await isGone('invitation', 'uninvited@example.com');
    });

    it('and deletes nothing when the person says no', async () => {
      await call('save_group', { name: 'kept' });
      const declining = await enterpriseClient(stage().connection, {}, () => ({ action: 'decline' }));
      try {
        const args = { kind: 'group', name: 'kept', confirm: true };
        assert.equal((await declining.refused('delete_access', args)).code, 'REFUSED');
        assert.equal((await get('group', 'kept')).name, 'kept');
      } finally {
        await declining.close();
      }
    });
  });

  it('is out of reach for a connection that is held to some namespaces', async () => {
    const held = await enterpriseClient({
      ...stage().connection,
      namespaces: { allow: ['company.*'], deny: [] },
    });
    try {
      const error = await held.refused('list_access', { kind: 'user' });
      assert.match(error.message, /settled for every namespace, lies outside/);
    } finally {
      await held.close();
    }
  });
});
