import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Connection } from '../../../src/shared/connection.ts';
import { generateKey } from '../../../src/mcp/http/credentials/keyRing.ts';
import { startHttpServer, type HttpServer } from '../../support/httpServer.ts';
import { textOf } from '../support/client.ts';
import { Issuer } from '../support/issuer.ts';
import { SERVER } from '../support/serverProcess.ts';
import { TeamServer } from '../support/teamServer.ts';

const PUBLIC = 'https://kestra-mcp.example.com';

describe('kestra-mcp serve with a Kestra token of each person', () => {
  const seen: string[] = [];
  let folder: string;
  let env: Record<string, string>;
  /** A Kestra with API tokens is the Enterprise Edition; here it only matters which token reaches it. */
  let kestra: HttpServer;
  let issuer: Issuer;
  let server: TeamServer;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-tokens-'));
    env = { ENCRYPTION_KEY: generateKey(), KESTRA_TOKEN_STORE: path.join(folder, 'store.sqlite') };
    kestra = await startHttpServer(({ headers, url }, response) => {
      seen.push(headers.authorization ?? '');
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(url.endsWith('/configs') ? { version: '1.3.25' } : { results: [], total: 0 }),
      );
    });
    issuer = await Issuer.start();
    const roles = path.join(folder, 'roles.yaml');
    await writeFile(roles, 'claim: roles\nroles: [{ name: all, when: [staff], access: read }]\n');
    const args = ['--auth', 'oauth', '--issuer', issuer.url, '--public-url', PUBLIC, '--roles', roles];
    server = await TeamServer.start(connection(), { args: [...args, '--credentials', 'own'], env });
  });
  after(async () => {
    await server?.stop();
    await issuer?.stop();
    await kestra?.close();
    await rm(folder, { recursive: true, force: true });
  });

  function connection(): Connection {
    const { baseUrl } = kestra;
    const auth = { kind: 'token', token: 'service-account' } as const;
    return { baseUrl, tenant: 'main', auth, access: 'full', verifyTls: true };
  }

  async function clientOf(sub: string): Promise<Client> {
    const exp = Math.floor(Date.now() / 1000) + 300;
    return server.client(
      await issuer.signed({ sub, aud: `${PUBLIC}/mcp`, exp, roles: ['staff'], scope: 'kestra:read' }),
    );
  }

  const list = (client: Client): Promise<CallToolResult> =>
    client.callTool({ name: 'list_namespaces', arguments: {} }) as Promise<CallToolResult>;

  /** A command of who runs the server. */
  function command(args: string[], stdin = ''): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = execFile(process.execPath, [SERVER, ...args], { env }, (error, stdout, stderr) => {
        if (error) reject(new Error(stderr, { cause: error }));
        else resolve(stdout);
      });
      child.stdin?.end(stdin);
    });
  }
  const ofAnna = (): string[] => ['--subject', 'anna', '--issuer', issuer.url];

  it('says how to get one to somebody who has none, and calls Kestra with nobody else’s', async () => {
    const client = await clientOf('anna');
    const refused = await list(client);
    assert.equal(refused.isError, true);
    assert.match(textOf(refused), /no Kestra token on this server yet.*kestra-mcp add-token/);
    assert.deepEqual(
      seen.filter((one) => !one.includes('service-account')),
      [],
    );
    await client.close();
  });

  it('goes on in the same session once there is one, and each with their own', async () => {
    const [anna, bert] = [await clientOf('anna'), await clientOf('bert')];
    assert.equal((await list(anna)).isError, true);
    await command(['add-token', ...ofAnna()], 'token-of-anna\n');
    await command(['add-token', '--subject', 'bert', '--issuer', issuer.url], 'token-of-bert');
    seen.length = 0;
    assert.notEqual((await list(anna)).isError, true);
    assert.deepEqual(new Set(seen), new Set(['Bearer token-of-anna']));
    seen.length = 0;
    assert.notEqual((await list(bert)).isError, true);
    assert.deepEqual(new Set(seen), new Set(['Bearer token-of-bert']));
    await Promise.all([anna.close(), bert.close()]);
  });

  it('keeps them encrypted in a file of its owner', async () => {
    const file = env['KESTRA_TOKEN_STORE'] ?? '';
    assert.equal((await stat(file)).mode & 0o077, 0);
    assert.ok(!(await readFile(file)).includes('token-of-'));
    assert.ok(!server.log().includes('token-of-'));
    assert.match(await command(['list-users']), /^anna +\S+ +\d{4}-/m);
  });

  it('takes one away again', async () => {
    const client = await clientOf('anna');
    assert.match(await command(['remove-token', ...ofAnna()]), /Removed/);
    assert.equal((await list(client)).isError, true);
    await client.close();
  });

  it('takes over the tokens of the other server', async () => {
    // Made with Python's cryptography: Fernet(key).encrypt(b'token-of-carl').
    env['KESTRA_MCP_FERNET_KEY'] = '5u0mJ-AM_2GxGkhVrMWBmLZtKj79CT-avjOFPpOEaFk=';
    const token =
      'gAAAAABrAVe9giNISpcz-t0bQ76adI0jUxpzAXGvludLonFMnQqzCMPDO37DqxW9ykK72koGgUGEQMHsZGZznVSIccFzMYHing==';
    const file = path.join(folder, 'tokens.json');
    await writeFile(file, JSON.stringify({ carl: token }));
    assert.match(await command(['import-fernet', file, '--issuer', issuer.url]), /^1 tokens/);
    const client = await clientOf('carl');
    seen.length = 0;
    assert.notEqual((await list(client)).isError, true);
    assert.deepEqual(new Set(seen), new Set(['Bearer token-of-carl']));
    await client.close();
    await writeFile(file, JSON.stringify({ dora: `${token.slice(0, -6)}AAAA==` }));
    await assert.rejects(command(['import-fernet', file, '--issuer', issuer.url]), /it was changed/);
  });
});
