import assert from 'node:assert/strict';
import { attackTable } from '../support/attackTable.ts';
import { Browser } from '../support/browser.ts';
import { Facade, NO_KESTRA } from '../support/facade.ts';
import { RawClient, registration, type TokenAnswer } from '../support/rawClient.ts';

describe('Attacks on the sign-in of a team server', () => {
  let facade: Facade;
  let client: RawClient;
  /** Of somebody who may work. */
  let good: TokenAnswer;

  before(async () => {
    facade = await Facade.start(NO_KESTRA, ['--allow-registration', 'true']);
    client = await RawClient.register(facade.origin);
    good = await client.redeem(await facade.agree(client.page()));
    // The first line makes the folder of the audit log.
    assert.equal(await statusWith(), 401);
  });
  after(() => facade?.stop());

  /** 400 is for a good token: the request is none of MCP's. */
  async function statusWith(token = ''): Promise<number> {
    return (await facade.server.post({}, { authorization: `Bearer ${token}` })).status;
  }

  attackTable(
    () => facade,
    [
      {
        name: 'the end of a sign-in that another browser began (confused deputy)',
        reason: 'sign_in',
        attempt: async () => {
          const mallory = new Browser();
          const agreed = await mallory.stopBefore('/oauth/callback', async () =>
            mallory.submit(await mallory.open(client.page()), { answer: 'yes' }),
          );
          const victim = await new Browser().open(agreed);
          assert.equal(victim.status, 400);
        },
      },
      {
        name: 'a consent that the person did not give',
        reason: 'consent',
        attempt: async () => {
          const browser = new Browser();
          const page = await browser.open(client.page());
          assert.equal((await browser.submit(page, { answer: 'yes', proof: 'guessed' })).status, 403);
          assert.equal((await new Browser().submit(page, { answer: 'yes' })).status, 400);
        },
      },
      {
        name: 'the rest of an authorization in another browser',
        reason: 'oauth',
        attempt: async () => {
          const browser = new Browser();
          const page = await browser.open(client.page());
          const rest = page.url.replace('/oauth/consent/', '/oauth/authorize/');
          assert.equal((await new Browser().open(rest)).status, 400);
        },
      },
      ...[
        'https://evil.example/',
        'http://127.0.0.1:33418/other',
        'http://127.0.0.1:33418@evil.example/',
        'http://127.0.0.1.evil.example:33418/',
        'http://localhost:33418/',
        'http://[::1]:33418/',
        'http://127.0.0.1:33418/?more=1',
        'javascript:alert(1)',
        '//evil.example',
      ].map((uri) => ({
        name: `the answer sent to ${uri}`,
        reason: 'oauth',
        attempt: async () => {
          const answer = await fetch(client.page({ redirect_uri: uri }), { redirect: 'manual' });
          assert.equal(answer.status, 400);
          assert.equal(answer.headers.get('location'), null);
        },
      })),
      ...[
        'http://evil.example/',
        'javascript:alert(1)',
        'data:text/html,x',
        'http://10.0.0.1/',
        'https://e.example/#x',
      ].map((uri) => ({
        name: `a client that registers ${uri}`,
        reason: 'oauth',
        attempt: async () => {
          assert.equal((await registration(facade.origin, { redirect_uris: [uri] })).status, 400);
        },
      })),
      ...Object.entries({
        'no proof key': { code_challenge: null, code_challenge_method: null },
        'a plain proof key': { code_challenge_method: 'plain' },
        'another resource': { resource: 'https://other.example/mcp' },
        'a token without a code': { response_type: 'token' },
      }).map(([name, changes]) => ({
        name: `an authorization with ${name}`,
        reason: 'oauth',
        attempt: async () => {
          const answer = await fetch(client.page(changes), { redirect: 'manual' });
          const back = new URL(answer.headers.get('location') ?? '');
          assert.ok(back.searchParams.has('error') || new URLSearchParams(back.hash.slice(1)).has('error'));
          assert.equal(back.host, '127.0.0.1:33418');
        },
      })),
      {
        name: 'a code with another verifier, or of another client',
        reason: 'oauth',
        attempt: async () => {
          const code = await facade.agree(client.page());
          assert.equal((await client.redeem(code, { code_verifier: 'x'.repeat(43) })).error, 'invalid_grant');
          const other = await RawClient.register(facade.origin);
          const stolen = await facade.agree(client.page());
          const { error } = await other.redeem(stolen, { code_verifier: client.verifier });
          assert.equal(error, 'invalid_grant');
        },
      },
      {
        name: 'a code that comes twice',
        reason: 'oauth',
        attempt: async () => {
          const code = await facade.agree(client.page());
          const first = await client.redeem(code);
          assert.equal((await client.redeem(code)).error, 'invalid_grant');
          // Whoever came first may have been the thief.
          assert.equal(await statusWith(first.access_token), 401);
          assert.equal((await client.refresh(first.refresh_token)).error, 'invalid_grant');
        },
      },
      {
        name: 'a refresh token that comes twice',
        reason: 'oauth',
        attempt: async () => {
          const first = await client.redeem(await facade.agree(client.page()));
          const second = await client.refresh(first.refresh_token);
          assert.equal(second.status, 200);
          assert.equal((await client.refresh(first.refresh_token)).error, 'invalid_grant');
          assert.equal((await client.refresh(second.refresh_token)).error, 'invalid_grant');
          assert.equal(await statusWith(second.access_token), 401);
        },
      },
      {
        name: 'a code and a refresh token that come many times at once',
        reason: 'oauth',
        attempt: async () => {
          const atOnce = async (use: () => Promise<TokenAnswer>): Promise<void> => {
            const answers = await Promise.all(Array.from({ length: 8 }, use));
            const taken = answers.filter(({ status }) => status === 200);
            assert.ok(taken.length <= 1, `${taken.length} got tokens`);
            assert.equal(await statusWith(taken[0]?.access_token), 401);
          };
          const code = await facade.agree(client.page());
          await atOnce(() => client.redeem(code));
          const { refresh_token: token } = await client.redeem(await facade.agree(client.page()));
          await atOnce(() => client.refresh(token));
        },
      },
      {
        name: 'the refresh token of another client, and more scopes than it has',
        reason: 'oauth',
        attempt: async () => {
          const other = await RawClient.register(facade.origin);
          assert.equal((await other.refresh(good.refresh_token)).error, 'invalid_grant');
          const more = await client.refresh(good.refresh_token, { scope: 'kestra:admin' });
          assert.equal(more.error, 'invalid_scope');
        },
      },
      ...[
        '169.254.169.254/latest',
        'localhost/client',
        '[::1]/client',
        '10.0.0.1/client',
        '2852039166/client',
      ].map((place) => ({
        name: `a client that is described at https://${place}`,
        reason: 'oauth',
        attempt: async () => {
          const answer = await fetch(client.page({ client_id: `https://${place}` }), { redirect: 'manual' });
          assert.equal(answer.status, 400);
        },
      })),
      {
        name: 'a body that is too long for a consent',
        reason: 'body',
        attempt: async () => {
          const browser = new Browser();
          const page = await browser.open(client.page());
          assert.equal((await browser.submit(page, { answer: 'x'.repeat(10_000) })).status, 413);
        },
      },
      {
        name: 'a body that is too long for the authorization server',
        reason: 'oauth',
        attempt: async () => {
          assert.equal((await client.refresh('x'.repeat(100_000))).status, 400);
          const big = { redirect_uris: [client.redirectUri], client_name: 'x'.repeat(100_000) };
          assert.equal((await registration(facade.origin, big)).status, 400);
        },
      },
    ],
  );

  it('leave those alone who do it right', async () => {
    assert.equal(await statusWith(good.access_token), 400);
    const renewed = await client.refresh(good.refresh_token);
    assert.equal(await statusWith(renewed.access_token), 400);
  });
});
