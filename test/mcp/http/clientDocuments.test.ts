import assert from 'node:assert/strict';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type RequestListener, type Server } from 'node:http';
import { authorizationServer } from '../../../src/mcp/http/facade/authorizationServer.ts';
import { guardedFetch } from '../../../src/mcp/http/facade/guardedFetch.ts';
import { oauthRecords } from '../../../src/mcp/http/facade/oauthRecords.ts';
import { People } from '../../../src/mcp/http/facade/people.ts';
import { isPublicAddress } from '../../../src/mcp/http/facade/publicAddress.ts';
import { signingKeys } from '../../../src/mcp/http/facade/signingKeys.ts';
import { generateKey, KeyRing } from '../../../src/mcp/http/credentials/keyRing.ts';
import { Roles } from '../../../src/mcp/http/roles/roles.ts';
import { USUAL_ROLES } from '../../../src/mcp/http/roles/rolesFile.ts';
import { openStore } from '../../../src/mcp/http/store/openStore.ts';
import { SealedPart } from '../../../src/mcp/http/store/sealedPart.ts';
import { Upstream, type Person } from '../../../src/mcp/http/upstream/upstream.ts';
import { selfSignedCertificate } from '../../support/certificate.ts';
import { RawClient } from '../support/rawClient.ts';

const CLIENT = 'https://editor.example/client.json';

describe('Clients that publish who they are', () => {
  /** What is published, by address. */
  const published = new Map<string, unknown>();
  let server: Server;
  let baseUrl: string;

  before(async () => {
    const keys = new KeyRing(generateKey());
    const store = await openStore('memory:');
    const upstream = new Upstream({
      issuer: 'https://login.example.com',
      clientId: 'x',
      clientSecret: undefined,
      scope: 'openid',
      redirectUri: 'https://kestra-mcp.example.com/oauth/callback',
    });
    const provider = authorizationServer({
      publicUrl: 'http://127.0.0.1',
      signingKeys: signingKeys(keys.all),
      cookieKeys: ['cookie'],
      adapter: oauthRecords(store, keys),
      people: new People(new SealedPart<Person>('person', store.part('oauth'), keys), upstream),
      roles: () => new Roles(USUAL_ROLES),
      allowRegistration: false,
      fetch: async (url) => Response.json(published.get(String(url)) ?? null),
    });
    const answer = provider.callback();
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server?.close());

  /** Where the server sends somebody whom a client has sent. */
  async function askedBy(id: string, redirectUri: string): Promise<{ status: number; to: string }> {
    const page = new RawClient('http://127.0.0.1', id, redirectUri).page();
    const answer = await fetch(new URL(page.pathname + page.search, baseUrl), { redirect: 'manual' });
    return { status: answer.status, to: answer.headers.get('location') ?? (await answer.text()) };
  }

  it('are asked for as they describe themselves, on any port of this machine', async () => {
    published.set(CLIENT, {
      client_id: CLIENT,
      client_name: 'Editor',
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1:33418/', 'https://editor.example/redirect'],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
    for (const good of [
      'http://127.0.0.1:33418/',
      'http://127.0.0.1:50001/',
      'https://editor.example/redirect',
    ]) {
      const { status, to } = await askedBy(CLIENT, good);
      assert.equal(status, 303);
      assert.match(to, /\/oauth\/consent\//, good);
    }
    const bad = [
      'https://editor.example/redirect/more',
      'https://editor.example.evil.example/redirect',
      'http://127.0.0.1:33418/other',
      'http://192.168.0.7:33418/',
    ];
    for (const uri of bad) {
      const { status, to } = await askedBy(CLIENT, uri);
      assert.equal(status, 400, uri);
      assert.match(to, /redirect_uri/);
    }
  });

  it('cannot speak for another address, nor with a secret, nor under http', async () => {
    const other = 'https://other.example/client.json';
    published.set(other, published.get(CLIENT));
    assert.equal((await askedBy(other, 'http://127.0.0.1:33418/')).status, 400);
    published.set(other, { ...(published.get(CLIENT) as object), client_id: other, client_secret: 'x' });
    assert.equal((await askedBy(other, 'http://127.0.0.1:33418/')).status, 400);
    assert.equal((await askedBy('http://plain.example/client.json', 'http://127.0.0.1/')).status, 400);
  });

  it('need no registration, which is off', async () => {
    const answer = await fetch(new URL('/oauth/register', baseUrl), { method: 'POST' });
    assert.equal(answer.status, 404);
  });
});

describe('Documents of strangers', () => {
  let server: HttpsServer;
  let ca: string;
  let answer: RequestListener;

  before(async () => {
    const { cert, key } = selfSignedCertificate({ host: 'localhost' });
    ca = cert;
    server = createHttpsServer({ cert, key }, (request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server?.close());

  const address = (host = 'localhost'): string =>
    `https://${host}:${(server.address() as AddressInfo).port}/`;
  const everywhere = (): boolean => true;

  it('come from public addresses only', () => {
    const inside = [
      '127.0.0.1',
      '169.254.169.254',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fd00:ec2::254',
      '::ffff:169.254.169.254',
      '64:ff9b::a9fe:a9fe',
      '2002:a9fe:a9fe::1',
      'nonsense',
    ];
    assert.deepEqual(inside.filter(isPublicAddress), []);
    assert.ok(['8.8.8.8', '172.32.0.1', '2606:4700::1111'].every(isPublicAddress));
  });

  it('are not asked for from names that mean this machine, nor from its addresses, however written', async () => {
    let asked = 0;
    answer = (_request, response) => {
      asked += 1;
      response.end('{}');
    };
    for (const host of ['localhost', '127.0.0.1', '127.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]']) {
      await assert.rejects(guardedFetch(address(host)), /no public address/, host);
    }
    await assert.rejects(guardedFetch('http://example.com/'), /http: is not fetched/);
    assert.equal(asked, 0);
  });

  it('are short, and lead nowhere', async () => {
    answer = (_request, response) => response.end(JSON.stringify({ small: true }));
    const small = await guardedFetch(address(), { mayReach: everywhere, ca });
    assert.deepEqual(await small.json(), { small: true });
    answer = (_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' });
      response.end();
    };
    assert.equal((await guardedFetch(address(), { mayReach: everywhere, ca })).status, 302);
    answer = (_request, response) => response.end(randomBytes(70_000).toString('hex'));
    await assert.rejects(guardedFetch(address(), { mayReach: everywhere, ca }), /longer than/);
  });
});
