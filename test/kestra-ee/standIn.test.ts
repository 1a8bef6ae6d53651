import assert from 'node:assert/strict';
import { startKestraEe, type KestraEe } from './standIn.ts';
import { Client } from './support/client.ts';

interface Found {
  results: { id: string; name: string }[];
  total: number;
}

describe('a stand-in for the Enterprise Edition', () => {
  let kestra: KestraEe;
  let client: Client;

  before(async () => {
    kestra = await startKestraEe();
    client = new Client(kestra);
  });
  // Fails where anything was not as described.
  after(() => kestra.stop());

  const idOf = async (area: 'roles' | 'groups', name: string): Promise<string> => {
    const query = `filters[q][EQUALS]=${name}`;
    const { results } = await client.json<Found>('GET', `/main/${area}/search?${query}`);
    return results.find((one) => one.name === name)?.id ?? assert.fail(`no ${name}`);
  };

  it('says that it is Enterprise, and serves open source beside it', async () => {
    assert.equal((await client.json('GET', '/configs'))['edition'], 'EE');
    assert.equal((await client.json('GET', '/main/flows/search'))['total'], 0);
    assert.deepEqual((await client.json('GET', '/me'))['superAdmin'], true);
  });

  it('knows people by their tokens, and takes permissions away', async () => {
    const stranger = new Client({ ...kestra, token: 'unknown' });
    assert.equal((await stranger.send('GET', '/main/apps/search')).status, 401);
    const token = kestra.signIn('reader@example.com', ['APP LIST']);
    const reader = new Client({ ...kestra, token });
    const refused = await reader.send('GET', '/main/apps/search');
    assert.deepEqual([refused.status, (refused.body as { detail: string }).detail], [403, 'Access denied']);
    kestra.rights.grant(token, 'APP LIST');
    assert.equal((await reader.send('GET', '/main/apps/search')).status, 200);
    assert.equal((await reader.send('GET', '/users')).status, 403, 'for administrators only');
  });

  it('keeps apps, refuses one twice, and answers 304 to a source that is the same', async () => {
    const source = 'id: form\ntype: io.kestra.plugin.ee.apps.Execution\nnamespace: team\nflowId: hello\n';
    const { uid } = await client.json<{ uid: string }>('POST', '/main/apps', source);
    assert.equal((await client.send('POST', '/main/apps', source)).status, 409);
    assert.equal((await client.send('POST', '/main/apps', 'id: x\n')).status, 422);
    assert.equal((await client.send('PUT', `/main/apps/${uid}`, source)).status, 304);
    const { enabled } = await client.json('POST', `/main/apps/${uid}/disable`);
    assert.equal(enabled, false);
    const filters = 'filters[namespace][EQUALS]=team&filters[flowId][EQUALS]=hello';
    assert.equal((await client.json('GET', `/main/apps/search?${filters}`))['total'], 1);
    assert.equal((await client.json('GET', '/main/apps/catalog'))['total'], 0);
    await client.json('DELETE', `/main/apps/${uid}`);
    assert.equal((await client.send('GET', `/main/apps/${uid}`)).status, 404);
  });

  it('invites with roles and groups, which are there once the person is known', async () => {
    const group = await client.json<{ id: string }>('POST', '/main/groups', { name: 'ops' });
    const body = {
      email: 'new@example.com',
      groups: [group.id],
      roles: [{ id: await idOf('roles', 'Viewer') }],
    };
    assert.equal((await client.send('POST', '/main/invitations', body)).status, 201);
    assert.equal((await client.send('POST', '/main/invitations', body)).status, 409);
    const [invitation] = await client.json<{ id: string }[]>(
      'GET',
      '/main/invitations/email/new@example.com',
    );
    const { groups } = await client.json<{ groups: unknown }>('GET', `/main/invitations/${invitation?.id}`);
    assert.deepEqual(groups, [{ id: group.id, name: 'ops' }]);
    kestra.directory.addPerson({ email: 'known@example.com', hasAccess: false });
    const known = { ...body, email: 'known@example.com' };
    assert.equal((await client.send('POST', '/main/invitations', known)).status, 204);
    const { id } = kestra.directory.personByEmail('known@example.com') ?? assert.fail();
    const access = await client.json<{ roles: { name: string }[] }>('GET', `/main/tenant-access/${id}`);
    assert.deepEqual(
      access.roles.map(({ name }) => name),
      ['Viewer'],
    );
  });

  it('gives the token of a service account once', async () => {
    const { id } = await client.json('POST', '/main/service-accounts', { name: 'ci' });
    const path = `/main/service-accounts/${id as string}/api-tokens`;
    const { fullToken } = await client.json<{ fullToken: string }>('POST', path, { name: 'build' });
    assert.ok(!JSON.stringify(await client.json('GET', path)).includes(fullToken));
  });

  it('does not stop in silence where something was not as described', async () => {
    const other = await startKestraEe();
    await new Client(other).send('GET', '/main/apps/search?namespace=flat');
    await assert.rejects(other.stop(), /GET \/\{tenant\}\/apps\/search has no parameter namespace/);
  });
});
