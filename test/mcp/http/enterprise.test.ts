import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { generateKey } from '../../../src/mcp/http/credentials/keyRing.ts';
import { withKestraEe } from '../../support/kestraEe.ts';
import { eventually } from '../support/eventually.ts';
import { Issuer } from '../support/issuer.ts';
import { SERVER } from '../support/serverProcess.ts';
import { TeamServer } from '../support/teamServer.ts';

const PUBLIC = 'https://kestra-mcp.example.com';
const ROLES = 'claim: roles\nroles: [{ name: all, when: [staff], access: full, toolset: [ee] }]\n';

describe('the tools of the Enterprise Edition on a team server', () => {
  const stage = withKestraEe();
  let folder: string;
  let issuer: Issuer;
  let server: TeamServer;
  let env: Record<string, string>;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kestra-mcp-ee-'));
    env = { ENCRYPTION_KEY: generateKey(), KESTRA_TOKEN_STORE: path.join(folder, 'store.sqlite') };
    issuer = await Issuer.start();
    const roles = path.join(folder, 'roles.yaml');
    await writeFile(roles, ROLES);
    const args = ['--auth', 'oauth', '--issuer', issuer.url, '--public-url', PUBLIC, '--roles', roles];
    server = await TeamServer.start(stage().connection, { args: [...args, '--credentials', 'own'], env });
  });
  after(async () => {
    await server?.stop();
    await issuer?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A session of somebody, and whether they were told that their tools have changed. */
  async function signIn(sub: string): Promise<{ client: Client; isTold: () => boolean }> {
    const exp = Math.floor(Date.now() / 1000) + 300;
    const claims = { sub, aud: `${PUBLIC}/mcp`, exp, roles: ['staff'], scope: 'kestra:read kestra:admin' };
    const client = await server.client(await issuer.signed(claims));
    let told = false;
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => void (told = true));
    return { client, isTold: () => told };
  }

  function addToken(subject: string, token: string): Promise<void> {
    const args = [SERVER, 'add-token', '--subject', subject, '--issuer', issuer.url];
    return new Promise((resolve, reject) => {
      const child = execFile(process.execPath, args, { env }, (error) => (error ? reject(error) : resolve()));
      child.stdin?.end(token);
    });
  }

  const named = async (client: Client): Promise<string[]> =>
    (await client.listTools()).tools.map(({ name }) => name);

  it('are listed to each person by what their own account is, once that is known', async () => {
    const { kestra } = stage();
    await addToken('admin', kestra.token);
    await addToken('member', kestra.signIn('member@example.com'));
    const [admin, member] = [await signIn('admin'), await signIn('member')];
    try {
      for (const { client } of [admin, member])
        assert.ok(!(await named(client)).includes('save_announcement'));
      await eventually(() => assert.ok(admin.isTold() && member.isTold()));
      const names = [await named(admin.client), await named(member.client)] as const;
      assert.ok(names.every((all) => all.includes('search_apps')));
      assert.deepEqual(
        names.map((all) => all.includes('save_announcement')),
        [true, false],
      );
    } finally {
      await Promise.all([admin.client.close(), member.client.close()]);
    }
  });

  it('are listed to somebody who brings a Kestra token later, in the same session', async () => {
    const { client } = await signIn('late');
    try {
      assert.ok(!(await named(client)).includes('search_apps'));
      await addToken('late', stage().kestra.signIn('late@example.com'));
      await eventually(async () => assert.ok((await named(client)).includes('search_apps')));
    } finally {
      await client.close();
    }
  });
});
