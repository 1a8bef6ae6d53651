import assert from 'node:assert/strict';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { withKestra } from '../../support/kestra.ts';
import { Browser } from '../support/browser.ts';
import { Facade } from '../support/facade.ts';
import { OAuthMemory, signedInClient } from '../support/oauthClient.ts';
import { RawClient, registration } from '../support/rawClient.ts';

describe('kestra-mcp serve as an authorization server', () => {
  const kestra = withKestra();
  let facade: Facade;

  before(async () => {
    facade = await Facade.start(kestra(), ['--allow-registration', 'true']);
  });
  after(() => facade?.stop());

  const whoIs = async (token = ''): Promise<Record<string, unknown>> => {
    const client = await facade.server.client(token);
    const { structuredContent } = await client.callTool({ name: 'auth_status', arguments: {} });
    await client.close();
    return structuredContent as Record<string, unknown>;
  };
  const statusWith = async (token = ''): Promise<number> =>
    (await facade.server.post({}, { authorization: `Bearer ${token}` })).status;

  it('describes itself as MCP clients want it', async () => {
    for (const place of ['oauth-authorization-server', 'openid-configuration']) {
      const answer = await fetch(`${facade.origin}/.well-known/${place}`);
      const told = (await answer.json()) as Record<string, unknown>;
      assert.equal(told['issuer'], facade.origin);
      assert.deepEqual(told['code_challenge_methods_supported'], ['S256']);
      assert.deepEqual(told['token_endpoint_auth_methods_supported'], ['none']);
      assert.equal(told['client_id_metadata_document_supported'], true);
      assert.equal(told['registration_endpoint'], `${facade.origin}/oauth/register`);
      assert.equal(told['authorization_endpoint'], `${facade.origin}/oauth/authorize`);
    }
    const keys = await (await fetch(`${facade.origin}/oauth/jwks`)).text();
    assert.ok(!keys.includes('"d"'));
  });

  it('lets the TypeScript client in after a consent and a sign-in', async () => {
    const memory = new OAuthMemory();
    const client = await signedInClient(facade.server.url, memory, facade.agree);
    const status = await client.callTool({ name: 'auth_status', arguments: {} });
    const told = status.structuredContent as Record<string, unknown>;
    assert.deepEqual(
      [told['subject'], told['issuer'], told['role']],
      ['anna', facade.issuer.url, 'operators'],
    );
    const token = memory.kept?.access_token ?? '';
    assert.equal(decodeProtectedHeader(token).alg, 'ES256');
    const { aud, exp = 0, iat = 0 } = decodeJwt(token);
    assert.deepEqual([aud, exp - iat], [`${facade.origin}/mcp`, 600]);
    await client.close();
  });

  it('asks for each client, tells who asks and where the answer goes, and runs no script', async () => {
    const browser = new Browser();
    const client = await RawClient.register(facade.origin, { client_name: '<b>Me & co</b>' });
    const redirected = await browser.submit(await browser.open(client.page()), { answer: 'yes' });
    assert.equal(new URL(redirected.url).searchParams.get('state'), 'state-of-the-client');
    const page = await browser.open(client.page());
    assert.match(page.text, /&#60;b&#62;Me &#38; co&#60;\/b&#62;<\/strong>. Nobody has checked that/);
    assert.match(
      page.text,
      /<strong>http:\/\/127.0.0.1:33418\/<\/strong> \(a program on your own computer\)/,
    );
    assert.match(page.text, /start, resume, restart and stop executions/);
    assert.doesNotMatch(page.text, /change flows|<script/);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; style-src 'sha256-/);
    assert.match(policy, /form-action 'self'; frame-ancestors 'none'/);
    // With `no-referrer` browsers send forms with the origin `null`, which is refused.
    assert.equal(page.headers.get('referrer-policy'), 'same-origin');
  });

  it('tells the client when the person says no, or does not sign in', async () => {
    const client = await RawClient.register(facade.origin);
    const browser = new Browser();
    const no = await browser.submit(await browser.open(client.page()), { answer: 'no' });
    assert.match(no.url, /^http:\/\/127.0.0.1:33418\/\?error=access_denied/);
    facade.issuer.person = undefined;
    const nobody = await browser.submit(await browser.open(client.page()), { answer: 'yes' });
    facade.issuer.person = 'anna';
    assert.equal(nobody.status, 403);
    assert.match(nobody.text, /You were not signed in/);
  });

  it('asks the issuer at each renewal who somebody is now', async () => {
    const client = await RawClient.register(facade.origin);
    facade.issuer.person = 'bert';
    const first = await client.redeem(await facade.agree(client.page()));
    facade.issuer.person = 'anna';
    assert.equal((await whoIs(first.access_token))['role'], 'operators');
    facade.issuer.roles = ['staff'];
    const second = await client.refresh(first.refresh_token);
    facade.issuer.roles = ['ops'];
    const { subject, role } = await whoIs(second.access_token);
    assert.deepEqual([subject, role], ['bert', 'readers']);
    facade.issuer.gone.add('bert');
    const third = await client.refresh(second.refresh_token);
    assert.deepEqual([third.status, third.error], [400, 'invalid_grant']);
  });

  it('forgets a client’s access at once when the client gives it back', async () => {
    const client = await RawClient.register(facade.origin);
    const tokens = await client.redeem(await facade.agree(client.page()));
    assert.equal(await statusWith(tokens.access_token), 400);
    assert.equal((await client.revoke(tokens.refresh_token)).status, 200);
    assert.equal(await statusWith(tokens.access_token), 401);
    assert.equal((await client.refresh(tokens.refresh_token)).error, 'invalid_grant');
  });

  it('goes on in another replica, which has the same store and keys', async () => {
    const client = await RawClient.register(facade.origin);
    const browser = new Browser();
    const page = await browser.open(client.page());
    const replica = await facade.replica(kestra());
    try {
      const there = new URL(replica.url).origin;
      const elsewhere = { ...page, url: page.url.replace(facade.origin, there) };
      // Cookies know no ports.
      const agreed = await browser.submit(elsewhere, { answer: 'yes' });
      const tokens = await client.redeem(new URL(agreed.url).searchParams.get('code') ?? '');
      const answer = await replica.post({}, { authorization: `Bearer ${tokens.access_token}` });
      assert.equal(answer.status, 400);
      const renewed = await new RawClient(there, client.id, client.redirectUri).refresh(tokens.refresh_token);
      assert.equal(renewed.status, 200);
    } finally {
      await replica.stop();
    }
  });

  it('registers programs of people as what they are, whatever more they can', async () => {
    const redirects = ['https://vscode.dev/redirect', 'http://127.0.0.1/', 'http://127.0.0.1:33418/'];
    const { status, client } = await registration(facade.origin, {
      client_name: 'Visual Studio Code',
      redirect_uris: redirects,
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: 'kestra:read and:others',
    });
    assert.equal(status, 201);
    assert.deepEqual(client.redirect_uris, redirects);
  });
});
