import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { base64url, decodeJwt, importJWK, SignJWT, type JWTPayload } from 'jose';
import { Credentials } from '../../../src/mcp/http/credentials/credentials.ts';
import { CREDENTIAL_PART } from '../../../src/mcp/http/credentials/storeSettings.ts';
import { publicKeyOf, signingKeys } from '../../../src/mcp/http/facade/signingKeys.ts';
import { principalKey } from '../../../src/mcp/http/principal.ts';
import { openStore } from '../../../src/mcp/http/store/openStore.ts';
import { withKestra } from '../../support/kestra.ts';
import { attackTable } from '../support/attackTable.ts';
import { Facade, ROLES } from '../support/facade.ts';
import { RawClient, type TokenAnswer } from '../support/rawClient.ts';

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bare', version: '1' } },
};

describe('Attacks on a team server', () => {
  const kestra = withKestra();
  let facade: Facade;
  let client: RawClient;
  /** Of somebody who may work. */
  let good: TokenAnswer;

  before(async () => {
    facade = await Facade.start(kestra(), ['--allow-registration', 'true']);
    client = await RawClient.register(facade.origin);
    good = await client.redeem(await facade.agree(client.page()));
    assert.equal(await statusWith(good.access_token), 200);
    // The first line makes the folder of the audit log.
    assert.equal(await statusWith(), 401);
  });
  after(() => facade?.stop());

  async function statusWith(token = ''): Promise<number> {
    const answer = await facade.server.post(INITIALIZE, { authorization: `Bearer ${token}` });
    await answer.text();
    return answer.status;
  }

  /** A token as the server itself would sign it, but for what is changed. */
  async function forged(
    changes: JWTPayload,
    header: { alg?: string; kid?: string } = {},
    without: readonly string[] = [],
  ): Promise<string> {
    const [own] = signingKeys(facade.keyRing.all);
    assert.ok(own);
    const claims = Object.entries({ ...decodeJwt(good.access_token ?? ''), ...changes });
    return new SignJWT(Object.fromEntries(claims.filter(([name]) => !without.includes(name))))
      .setProtectedHeader({ alg: 'ES256', kid: own.kid, ...header })
      .sign(await importJWK(own, 'ES256'));
  }

  async function codeFor(
    person: string,
    roles: string[],
    scope = 'kestra:read kestra:operate kestra:author',
  ) {
    facade.issuer.person = person;
    facade.issuer.roles = roles;
    const code = await facade.agree(client.page({ scope }));
    const tokens = await client.redeem(code);
    facade.issuer.person = 'anna';
    facade.issuer.roles = ['ops'];
    return tokens;
  }

  async function refusedCall(
    tokens: TokenAnswer,
    name: string,
    args: Record<string, unknown>,
  ): Promise<void> {
    const mcp = await facade.server.client(tokens.access_token);
    const { isError } = (await mcp.callTool({ name, arguments: args })) as CallToolResult;
    await mcp.close();
    assert.equal(isError, true);
  }

  /** Headers that fetch would not let us set. */
  function statusAs(to: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(new URL(to, facade.origin), { method: 'POST', headers });
      request.once('error', reject);
      request.once('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.end();
    });
  }

  const now = (): number => Math.floor(Date.now() / 1000);

  attackTable(
    () => facade,
    [
      {
        name: 'the session of somebody else',
        reason: 'session',
        attempt: async () => {
          const begun = await facade.server.post(INITIALIZE, {
            authorization: `Bearer ${good.access_token}`,
          });
          await begun.text();
          const { access_token: other } = await codeFor('mallory', ['ops']);
          const answer = await facade.server.post(
            { jsonrpc: '2.0', id: 2, method: 'tools/list' },
            { authorization: `Bearer ${other}`, 'mcp-session-id': begun.headers.get('mcp-session-id') ?? '' },
          );
          assert.equal(answer.status, 404);
        },
      },
      ...Object.entries({
        'a token for another server': () => forged({ aud: 'https://other.example/mcp' }),
        'a token of another issuer': () => forged({ iss: 'https://other.example' }),
        'a token that is over': () => forged({ exp: now() - 60 }),
        'a token that is not valid yet': () => forged({ nbf: now() + 600 }),
        'a token that never ends': () => forged({}, {}, ['exp']),
        'a token whose access was never given': () => forged({ grant: 'made-up' }),
        'a token under an unknown key': () => forged({}, { kid: 'other' }),
        'a token without a signature': async () => {
          const head = base64url.encode(JSON.stringify({ alg: 'none', typ: 'at+jwt' }));
          return `${head}.${(good.access_token ?? '').split('.')[1]}.`;
        },
        'a token signed with the public key as a shared secret': async () => {
          const [own] = signingKeys(facade.keyRing.all);
          assert.ok(own);
          return new SignJWT(decodeJwt(good.access_token ?? ''))
            .setProtectedHeader({ alg: 'HS256', kid: own.kid })
            .sign(Buffer.from(JSON.stringify(publicKeyOf(own))));
        },
        'a token of the provider, passed on': () => facade.issuer.token(`${facade.origin}/mcp`),
        'a refresh token as an access token': () => Promise.resolve(good.refresh_token ?? ''),
      }).map(([name, token]) => ({
        name,
        reason: 'authentication',
        attempt: async () => assert.equal(await statusWith(await token()), 401),
      })),
      {
        name: 'a token in the query',
        reason: 'authentication',
        attempt: async () => {
          const answer = await fetch(`${facade.server.url}?access_token=${good.access_token}`, {
            method: 'POST',
          });
          assert.equal(answer.status, 401);
        },
      },
      {
        name: 'more than the scopes of a token',
        reason: 'token_scope',
        attempt: async () => {
          const { access_token: token } = await codeFor('anna', ['ops'], 'kestra:read');
          const call = { method: 'tools/call', params: { name: 'execute_flow', arguments: {} } };
          const answer = await facade.server.post(
            { jsonrpc: '2.0', id: 2, ...call },
            { authorization: `Bearer ${token}` },
          );
          assert.equal(answer.status, 403);
        },
      },
      ...['/mcp', '/oauth/token', '/oauth/consent/x', '/healthz'].map((to) => ({
        name: `DNS rebinding at ${to}`,
        reason: 'host',
        attempt: async () => {
          assert.equal(await statusAs(to, { host: 'evil.example' }), 403);
          assert.equal(await statusAs(to, { origin: 'https://evil.example' }), 403);
        },
      })),
      {
        name: 'a body that is too long for MCP',
        reason: 'body',
        attempt: async () => {
          const authorization = `Bearer ${good.access_token}`;
          assert.equal((await facade.server.post('x'.repeat(5_000_000), { authorization })).status, 413);
        },
      },
      {
        name: 'a Kestra token put in the place of another in the store',
        reason: 'credential',
        attempt: async () => {
          const store = await openStore(path.join(facade.folder, 'store.sqlite'));
          const issuer = facade.issuer.url;
          const entries = store.part<{ token: string; since: string }>(CREDENTIAL_PART);
          await new Credentials(entries, facade.keyRing).set({ issuer, subject: 'victim' }, 'of-the-victim');
          const record = await entries.get(principalKey({ issuer, subject: 'victim' }));
          assert.ok(record);
          await entries.set(principalKey({ issuer, subject: 'mallory' }), record);
          await store.close();
          const own = await facade.replica(kestra(), ['--credentials', 'own']);
          try {
            const mcp = await own.client((await codeFor('mallory', ['ops'])).access_token);
            const answer = await mcp.callTool({ name: 'list_namespaces', arguments: {} });
            assert.equal(answer.isError, true);
            assert.match(JSON.stringify(answer.content), /was changed, or belongs to somebody else/);
            await mcp.close();
          } finally {
            await own.stop();
          }
        },
      },
      {
        name: 'a role that was lost in the middle of a session',
        reason: 'access',
        attempt: async () => {
          const mcp = await facade.server.client((await codeFor('bert', ['staff'])).access_token);
          const call = (): Promise<CallToolResult> =>
            mcp.callTool({ name: 'list_namespaces', arguments: {} }) as Promise<CallToolResult>;
          assert.notEqual((await call()).isError, true);
          const file = path.join(facade.folder, 'roles.yaml');
          await writeFile(file, ROLES.replace('when: [staff]', 'when: [nobody]'));
          while ((await call()).isError !== true) await sleep(100);
          await writeFile(file, ROLES);
          await mcp.close();
        },
      },
      {
        name: 'a start by a role without a trigger',
        reason: 'access',
        attempt: async () =>
          refusedCall(await codeFor('carl', ['editors']), 'execute_flow', {
            namespace: 'company.team',
            flow_id: 'any',
          }),
      },
      {
        name: 'a namespace outside of the role',
        reason: 'scope',
        attempt: async () =>
          refusedCall(await codeFor('dora', ['sales']), 'get_flow', {
            namespace: 'company.payroll',
            flow_id: 'any',
          }),
      },
    ],
  );

  it('leave no token in the logs', async () => {
    const told = facade.server.log() + (await facade.audit.text());
    for (const secret of [good.access_token, good.refresh_token, client.verifier]) {
      assert.ok(secret !== undefined && !told.includes(secret));
    }
  });
});
