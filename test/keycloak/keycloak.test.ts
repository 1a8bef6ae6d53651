import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateKey } from '../../src/mcp/http/credentials/keyRing.ts';
import { freePort } from '../kestra-engine/freePort.ts';
import { Browser } from '../mcp/support/browser.ts';
import { codeOf } from '../mcp/support/facade.ts';
import { OAuthMemory, signedInClient } from '../mcp/support/oauthClient.ts';
import { TeamServer } from '../mcp/support/teamServer.ts';
import { withKestra } from '../support/kestra.ts';
import { Keycloak, passwordToken } from './keycloak.ts';

const START_LIMIT_MS = 600_000;
const ROLES = 'src/packaging/deploy/config/roles.yaml';
const PASSWORD = 'correct horse';

describe('the team server with Keycloak', function () {
  this.timeout(120_000);
  const kestra = withKestra();
  let keycloak: Keycloak;
  let folder = '';
  let port = '';
  let publicUrl = '';

  before(async function () {
    this.timeout(START_LIMIT_MS);
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-keycloak-test-'));
    port = String(await freePort(0));
    publicUrl = `http://127.0.0.1:${port}`;
    keycloak = await Keycloak.start(publicUrl, () => {});
    await keycloak.addPerson('ola', PASSWORD, ['kestra-operator']);
    await keycloak.addPerson('nobody', PASSWORD, []);
  });
  after(async () => {
    await keycloak?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const server = (args: string[]): Promise<TeamServer> =>
    TeamServer.start(kestra(), {
      args: [
        '--port',
        port,
        '--public-url',
        publicUrl,
        '--issuer',
        keycloak.issuer,
        '--roles',
        ROLES,
        ...args,
      ],
      env: {
        ENCRYPTION_KEY: generateKey(),
        KESTRA_TOKEN_STORE: path.join(folder, 'store.sqlite'),
        OIDC_CLIENT_SECRET: keycloak.clientSecret,
      },
    });
  const statusOf = async (client: Awaited<ReturnType<TeamServer['client']>>): Promise<object> => {
    const { structuredContent } = await client.callTool({ name: 'auth_status', arguments: {} });
    return structuredContent as object;
  };

  describe('as an authorization server of its own', () => {
    let facade: TeamServer;
    before(async () => {
      facade = await server([
        '--auth',
        'facade',
        '--client-id',
        'kestra-mcp',
        '--allow-registration',
        'true',
      ]);
    });
    after(() => facade?.stop());

    const signIn =
      (username: string) =>
      async (page: URL): Promise<string> => {
        const browser = new Browser();
        const login = await browser.submit(await browser.open(page), { answer: 'yes' });
        return codeOf(await browser.submit(login, { username, password: PASSWORD }));
      };

    it('lets people in by Keycloak’s page, with the role that they have there', async () => {
      const client = await signedInClient(facade.url, new OAuthMemory(), signIn('ola'));
      const { role, access } = (await statusOf(client)) as { role: string; access: string };
      assert.deepEqual([role, access], ['operators', 'operate']);
      const { tools } = await client.listTools();
      const names = tools.map(({ name }) => name);
      assert.ok(names.includes('execute_flow') && !names.includes('save_flow'));
      await client.close();
    });

    it('lets nobody do anything who has no role there', async () => {
      const client = await signedInClient(facade.url, new OAuthMemory(), signIn('nobody'));
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        ['auth_status'],
      );
      await client.close();
    });
  });

  describe('as a resource server', () => {
    let resource: TeamServer;
    before(async () => {
      await createAgent(keycloak, `${publicUrl}/mcp`);
      resource = await server(['--auth', 'oauth']);
    });
    after(() => resource?.stop());

    const token = (clientId: string, scope: string): Promise<string> =>
      passwordToken(keycloak.issuer, { client_id: clientId, username: 'ola', password: PASSWORD, scope });

    it('takes tokens that are made out to it, with their role and scopes', async () => {
      const client = await resource.client(await token('agent', 'openid kestra:read'));
      const { role } = (await statusOf(client)) as { role: string };
      assert.equal(role, 'operators');
      await client.close();
    });

    it('asks for a scope that is missing, and goes on with it', async () => {
      const client = await resource.client(await token('agent', 'openid kestra:read'));
      const start = { name: 'execute_flow', arguments: { namespace: 'company', flow_id: 'none' } };
      await assert.rejects(client.callTool(start), /insufficient_scope|403/);
      await client.close();
      const more = await resource.client(await token('agent', 'openid kestra:read kestra:operate'));
      const { isError, content } = await more.callTool(start);
      assert.ok(isError);
      assert.match(JSON.stringify(content), /NOT_FOUND|no flow/i);
      await more.close();
    });

    it('refuses tokens of the same realm for somebody else', async () => {
      const answer = await resource.post({}, { authorization: `Bearer ${await token('other', 'openid')}` });
      assert.equal(answer.status, 401);
    });
  });
});

/** Clients as an administrator registers them: one whose tokens are for us, with our scopes, and one for something else. */
async function createAgent(keycloak: Keycloak, audience: string): Promise<void> {
  const scopes = ['kestra:read', 'kestra:operate'];
  for (const name of scopes) {
    const attributes = { 'include.in.token.scope': 'true' };
    await keycloak.admin('POST', 'client-scopes', { name, protocol: 'openid-connect', attributes });
  }
  const usual = { protocol: 'openid-connect', publicClient: true, directAccessGrantsEnabled: true };
  await keycloak.admin('POST', 'clients', { ...usual, clientId: 'other' });
  await keycloak.admin('POST', 'clients', {
    ...usual,
    clientId: 'agent',
    defaultClientScopes: ['basic', 'roles'],
    optionalClientScopes: scopes,
    protocolMappers: [
      {
        name: 'for the team server',
        protocol: 'openid-connect',
        protocolMapper: 'oidc-audience-mapper',
        config: { 'included.custom.audience': audience, 'access.token.claim': 'true' },
      },
    ],
  });
}
