import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { withKestra } from '../../support/kestra.ts';
import { Issuer } from '../support/issuer.ts';
import { TeamServer } from '../support/teamServer.ts';

const ROLES = `
claim: roles
roles:
  - { name: operators, when: [ops], access: operate }
  - { name: readers, when: [staff], access: read }
`;
const PUBLIC = 'https://kestra-mcp.example.com';
const RESOURCE = `${PUBLIC}/mcp`;

const initialize = (id = 1): object => ({
  jsonrpc: '2.0',
  id,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bare', version: '1' } },
});

describe('kestra-mcp serve with an issuer', () => {
  const kestra = withKestra();
  let folder: string;
  let issuer: Issuer;
  let server: TeamServer;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-oauth-'));
    const roles = path.join(folder, 'roles.yaml');
    await writeFile(roles, ROLES);
    issuer = await Issuer.start();
    const options = { auth: 'oauth', issuer: issuer.url, 'public-url': PUBLIC, roles };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    server = await TeamServer.start(kestra(), { args });
  });
  after(async () => {
    await server?.stop();
    await issuer?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const tokenFor = async (roles: string[], scope?: string): Promise<string> => {
    issuer.roles = roles;
    return issuer.token(RESOURCE, scope);
  };
  const statusWith = async (token: string): Promise<number> => {
    const answer = await server.post(initialize(), { authorization: `Bearer ${token}` });
    await answer.text();
    return answer.status;
  };

  it('tells where to sign in, at both places and in its challenge', async () => {
    const answer = await server.post(initialize(), { authorization: '' });
    assert.equal(answer.status, 401);
    const challenge = answer.headers.get('www-authenticate') ?? '';
    assert.match(
      challenge,
      new RegExp(`resource_metadata="${PUBLIC}/.well-known/oauth-protected-resource/mcp"`),
    );
    for (const place of [
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-protected-resource',
    ]) {
      const metadata = (await (await fetch(new URL(place, server.url))).json()) as Record<string, unknown>;
      assert.equal(metadata['resource'], RESOURCE);
      assert.deepEqual(metadata['authorization_servers'], [issuer.url]);
    }
  });

  it('lets somebody with a role do what it gives, and lists nothing else', async () => {
    const client = await server.client(await tokenFor(['ops']));
    const { tools } = await client.listTools();
    const names = new Set(tools.map(({ name }) => name));
    assert.deepEqual([names.has('execute_flow'), names.has('save_flow')], [true, false]);
    const { isError } = await client.callTool({ name: 'list_namespaces', arguments: {} });
    assert.notEqual(isError, true);
    await client.close();
  });

  it('gives nothing to somebody without a role', async () => {
    const client = await server.client(await tokenFor(['strangers']));
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.filter(({ name }) => name !== 'auth_status'),
      [],
    );
    const { isError } = await client.callTool({ name: 'list_namespaces', arguments: {} });
    assert.equal(isError, true);
    const status = await client.callTool({ name: 'auth_status', arguments: {} });
    const { role, why } = status.structuredContent as { role?: string; why: string[] };
    assert.equal(role, undefined);
    assert.match(why.join(), /no role here: the claim 'roles'/);
    await client.close();
  });

  it('tells the caller who they are', async () => {
    const client = await server.client(await tokenFor(['ops'], 'kestra:read'));
    const status = await client.callTool({ name: 'auth_status', arguments: {} });
    const told = status.structuredContent as Record<string, unknown>;
    assert.deepEqual(
      [told['subject'], told['role'], told['access'], told['scopes']],
      ['machine', 'operators', 'operate', 'read'],
    );
    assert.equal(told['issuer'], issuer.url);
    await client.close();
  });

  it('follows a change of the roles in the middle of a session', async () => {
    const client = await server.client(await tokenFor(['staff']));
    const changed = new Promise<void>((resolve) => {
      client.setNotificationHandler(ToolListChangedNotificationSchema, () => resolve());
    });
    const names = async (): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name);
    assert.ok(!(await names()).includes('execute_flow'));
    await writeFile(path.join(folder, 'roles.yaml'), ROLES.replace('access: read', 'access: operate'));
    while (!(await names()).includes('execute_flow')) await sleep(100);
    await changed;
    await writeFile(path.join(folder, 'roles.yaml'), 'roles: nonsense');
    while (!server.log().includes('roles unchanged')) await sleep(100);
    assert.ok((await names()).includes('execute_flow'));
    await writeFile(path.join(folder, 'roles.yaml'), ROLES);
    await client.close();
  });

  it('asks for a better token when the role suffices and the scopes do not', async () => {
    const token = await tokenFor(['ops'], 'kestra:read');
    const begun = await server.post(initialize(), { authorization: `Bearer ${token}` });
    await begun.text();
    const headers = {
      authorization: `Bearer ${token}`,
      'mcp-session-id': begun.headers.get('mcp-session-id') ?? '',
    };
    const call = (name: string): object => ({
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name, arguments: {} },
    });
    assert.equal((await server.post(call('list_namespaces'), headers)).status, 200);
    const refused = await server.post(call('execute_flow'), headers);
    assert.equal(refused.status, 403);
    const challenge = refused.headers.get('www-authenticate') ?? '';
    assert.match(challenge, /error="insufficient_scope"/);
    assert.match(challenge, /scope="kestra:read kestra:operate"/);
    // What the role does not give no token can: that is the tool's own refusal.
    assert.equal((await server.post(call('save_flow'), headers)).status, 200);
  });

  it('refuses tokens that are not for it, not of its issuer, not signed, or over', async () => {
    const now = Math.floor(Date.now() / 1000);
    const good = { sub: 'x', aud: RESOURCE, exp: now + 60, roles: ['ops'] };
    assert.equal(await statusWith(await issuer.signed(good)), 200);
    const unsigned = [{ alg: 'none' }, { iss: issuer.url, ...good }, '']
      .map((part) => (part === '' ? '' : Buffer.from(JSON.stringify(part)).toString('base64url')))
      .join('.');
    const bad = {
      'another audience': await issuer.signed({ ...good, aud: 'https://other.example/mcp' }),
      'another issuer': await issuer.signed({ ...good, iss: 'https://other.example' }),
      over: await issuer.signed({ ...good, exp: now - 60 }),
      'not yet': await issuer.signed({ ...good, nbf: now + 600 }),
      'without an end': await issuer.signed({ sub: 'x', aud: RESOURCE }),
      'without a subject': await issuer.signed({ aud: RESOURCE, exp: now + 60 }),
      'another key': await issuer.signed(good, { kid: 'second' }),
      unsigned,
      nonsense: 'a.b.c',
    };
    for (const [what, token] of Object.entries(bad)) assert.equal(await statusWith(token), 401, what);
  });

  it('gives a session to nobody but its owner', async () => {
    const now = Math.floor(Date.now() / 1000);
    const tokenOf = (sub: string): Promise<string> =>
      issuer.signed({ sub, aud: RESOURCE, exp: now + 60, roles: ['staff'], scope: 'kestra:read' });
    const begun = await server.post(initialize(), { authorization: `Bearer ${await tokenOf('anna')}` });
    await begun.text();
    const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' };
    const id = begun.headers.get('mcp-session-id') ?? '';
    const as = async (sub: string): Promise<number> => {
      const headers = { authorization: `Bearer ${await tokenOf(sub)}`, 'mcp-session-id': id };
      return (await server.post(list, headers)).status;
    };
    assert.deepEqual([await as('anna'), await as('bert'), await as('anna')], [200, 404, 200]);
  });
});
