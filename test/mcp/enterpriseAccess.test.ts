import assert from 'node:assert/strict';
import { withKestraEe } from '../support/kestraEe.ts';
import { AccessTools, type Access, type GivenOutcomes, type Item } from './support/access.ts';
import { textOf } from './support/client.ts';
import { enterpriseClient } from './support/enterpriseClient.ts';

describe('users, groups and roles of Kestra Enterprise', () => {
  const stage = withKestraEe();
  let access: AccessTools;

  before(async () => {
    access = await AccessTools.start(stage());
  });
  after(() => access?.mcp.close());

  it('list_access tells each kind by part of the name', async () => {
    access.person('list-a@example.com');
    access.person('list-b@example.com');
    const users = await access.list({ kind: 'user', q: 'list-' });
    assert.deepEqual(users.map(({ name }) => name).toSorted(), ['list-a@example.com', 'list-b@example.com']);
    const roles = await access.list({ kind: 'role', q: 'view' });
    assert.deepEqual(
      roles.map(({ name }) => name),
      ['Viewer'],
    );
    const first = await access.call<{ items: Item[]; nextCursor?: string }>('list_access', {
      kind: 'role',
      limit: 2,
    });
    const rest = await access.list({ kind: 'role', limit: 50, cursor: first.nextCursor });
    assert.equal(first.items.length + rest.length, stage().kestra.directory.roles.size);
  });

  it('groups get members and roles, and get_access says what follows for a person, and why', async () => {
    access.person('gina@example.com');
    const { id } = await access.call<Item>('save_group', { name: 'operators', description: 'On call' });
    const change = { group: 'operators', add_members: ['gina@example.com', 'nobody@example.com'] };
    const { members } = await access.call<GivenOutcomes>('change_group_members', change);
    assert.deepEqual(
      members.map(({ name, outcome, error }) => [name, outcome ?? error?.code]),
      [
        ['gina@example.com', 'added'],
        ['nobody@example.com', 'NOT_FOUND'],
      ],
    );
    const assigned = await access.call<GivenOutcomes>('assign_role', {
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
    const gina = await access.get('user', 'gina@example.com');
    assert.deepEqual(gina.groups, ['operators']);
    const through = { role: 'Launcher', through: 'operators' };
    assert.deepEqual(gina.roles, [
      { ...through, namespace: 'company.team' },
      { ...through, namespace: 'company.data' },
    ]);
    assert.equal(gina.permissions?.['FLOW'], 'LIST VIEW EXECUTE');
    const only = await access.call<Access>('get_access', {
      kind: 'user',
      name: 'gina@example.com',
      resource: 'FLOW',
    });
    assert.deepEqual(Object.keys(only.permissions ?? {}), ['FLOW']);
    const group = await access.get('group', id);
    assert.deepEqual([group.members, group.roles?.length], [['gina@example.com'], 2]);
    assert.deepEqual((await access.get('role', 'Launcher')).holders, [
      'operators in company.team',
      'operators in company.data',
    ]);
    const again = await access.call<GivenOutcomes>('change_group_members', {
      group: id,
      add_members: ['gina@example.com'],
    });
    assert.equal(again.members[0]?.outcome, 'unchanged');
  });

  it('save_group changes what is given, and tells of a name that is taken', async () => {
    await access.call('save_group', { name: 'before', description: 'Kept' });
    const changed = await access.call<Item & { description: string }>('save_group', {
      group: 'before',
      name: 'after',
    });
    assert.deepEqual([changed.name, changed.description], ['after', 'Kept']);
    assert.equal((await access.mcp.refused('save_group', { name: 'after' })).code, 'CONFLICT');
    const unknown = await access.mcp.refused('save_group', { group: 'aft', name: 'x' });
    assert.deepEqual([unknown.code, /list_access/.test(unknown.hint ?? '')], ['NOT_FOUND', true]);
    assert.match((await access.mcp.refused('save_group', {})).message, /needs a name/);
  });

  it('save_role knows what can be allowed, and leaves the roles of Kestra alone', async () => {
    const wrong = await access.mcp.refused('save_role', {
      name: 'odd',
      permissions: { FLOW: ['FLY'], MOON: ['VIEW'] },
    });
    assert.equal(wrong.code, 'INVALID');
    assert.match(wrong.violations?.join('; ') ?? '', /FLOW: no FLY; it has VIEW.*; MOON: no such resource/);
    const permissions = { FLOW: ['VIEW', 'LIST'] };
    await access.call('save_role', { name: 'reader', permissions });
    const described = await access.call<{ permissions: object }>('save_role', {
      role: 'reader',
      description: 'Reads',
    });
    assert.deepEqual(described.permissions, permissions);
    assert.deepEqual((await access.get('role', 'reader')).permissions, { FLOW: 'VIEW LIST' });
    const own = await access.mcp.refused('save_role', { role: 'Admin', permissions });
    assert.match(own.message, /Kestra's own/);
  });

  describe('invite_user', () => {
    before(() => access.call('save_group', { name: 'invitees' }));

    it('invites with groups and roles, and looks that they are there', async () => {
      const email = 'new@example.com';
      const invited = await access.call<
        Item & { outcome: string; notApplied?: string[]; invitationId: string }
      >('invite_user', {
        email,
        group_names: ['invitees'],
        roles: ['Viewer', 'Editor'],
        namespaces: ['company'],
      });
      assert.deepEqual(
        [invited.outcome, invited.groups, invited.roles, invited.notApplied],
        ['invited', ['invitees'], ['Viewer', 'Editor'], undefined],
      );
      const again = await access.mcp.refused('invite_user', { email });
      assert.equal(again.code, 'CONFLICT');
      assert.match(again.message, /invited already until .* with invitees, Viewer, Editor/);
      const invitation = (await access.list({ kind: 'invitation', q: email }))[0];
      assert.deepEqual([invitation?.id, invitation?.status], [invited.invitationId, 'PENDING']);
    });

    it('invites anew where an invitation has expired', async () => {
      const email = 'late@example.com';
      await access.call('invite_user', { email });
      for (const invitation of stage().kestra.directory.invitations.values()) {
        if (invitation.email === email) invitation.status = 'EXPIRED';
      }
      const { roles } = await access.call<Item>('invite_user', { email, roles: ['Viewer'] });
      assert.deepEqual(roles, ['Viewer']);
      assert.equal((await access.list({ kind: 'invitation', q: email })).length, 2);
    });

    it('says what Kestra left out of an invitation', async () => {
      const { notApplied } = await access.call<{ notApplied: string[] }>('invite_user', {
        email: 'forgetful@example.com',
        group_names: ['invitees'],
        roles: ['Viewer'],
      });
      assert.deepEqual(notApplied, ['group invitees', 'role Viewer']);
    });

    it('gives what Kestra left out to somebody who came in at once', async () => {
      const email = 'forgetful-known@example.com';
      stage().kestra.directory.addPerson({ email, hasAccess: false });
      const admitted = await access.call<{ outcome: string; addedAfterwards: string[] }>('invite_user', {
        email,
        group_names: ['invitees'],
        roles: ['Viewer'],
        namespaces: ['company.team'],
      });
      assert.equal(admitted.outcome, 'admitted');
      assert.deepEqual(admitted.addedAfterwards, ['group invitees', 'role Viewer in company.team']);
      const { groups, roles } = await access.get('user', email);
      assert.deepEqual(groups, ['invitees']);
      assert.deepEqual(roles, [{ role: 'Viewer', namespace: 'company.team' }]);
    });

    it('gives nothing twice to somebody who came in with all of it', async () => {
      const email = 'known@example.com';
      stage().kestra.directory.addPerson({ email, hasAccess: false });
      const wanted = { email, group_names: ['invitees'], roles: ['Viewer'] };
      const admitted = await access.call<{ addedAfterwards?: string[] }>('invite_user', wanted);
      assert.equal(admitted.addedAfterwards, undefined);
      assert.equal((await access.get('user', email)).roles?.length, 1);
    });

    it('invites nobody where a group or role is not there', async () => {
      const error = await access.mcp.refused('invite_user', { email: 'x@example.com', roles: ['View'] });
      assert.deepEqual([error.code, error.message], ['NOT_FOUND', "There is no role 'View'."]);
      assert.deepEqual(await access.list({ kind: 'invitation', q: 'x@example.com' }), []);
    });

    it('never tells the link', () => {
      assert.ok(!access.mcp.received.join('').includes('/invitations/accept/'));
    });
  });

  it('stays small, however many there are, and gives all of them page by page', async () => {
    const members = Array.from({ length: 600 }, (_, at) => access.person(`crowd-${at}@example.com`));
    const { id } = await access.call<Item>('save_group', { name: 'crowd' });
    stage().kestra.directory.groups.set(id, { id, name: 'crowd', members: new Set(members) });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const args = { kind: 'user', q: 'crowd-', limit: 100, ...(cursor === undefined ? {} : { cursor }) };
      const { result, raw } = await access.mcp.call<{ items: Item[]; nextCursor?: string }>(
        'list_access',
        args,
      );
      assert.ok(Buffer.byteLength(textOf(raw)) <= 6 * 1024);
      found.push(...result.items.map((item) => item.id));
      cursor = result.nextCursor;
    } while (cursor !== undefined);
    assert.deepEqual(found, members);
    const { result, raw } = await access.mcp.call<Access & { membersTotal: number }>('get_access', {
      kind: 'group',
      name: 'crowd',
    });
    assert.equal(result.membersTotal, members.length);
    assert.ok(Buffer.byteLength(textOf(raw)) <= 6 * 1024);
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
