import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  ElicitationCompleteNotificationSchema,
  ErrorCode,
  McpError,
  UrlElicitationRequiredError,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { startHttpServer, type HttpServer } from '../../support/httpServer.ts';
import { Browser } from '../support/browser.ts';
import { textOf } from '../support/client.ts';
import { Facade } from '../support/facade.ts';
import { RawClient } from '../support/rawClient.ts';

const GOOD = 'token-of-anna';

describe('The page at which people give their Kestra token', () => {
  const seen: string[] = [];
  let kestra: HttpServer;
  let facade: Facade;

  before(async () => {
    kestra = await startHttpServer(({ headers, url }, response) => {
      const { authorization = '' } = headers;
      const isOpen = url.endsWith('/configs');
      if (!isOpen) seen.push(authorization);
      response.writeHead(isOpen || authorization === `Bearer ${GOOD}` ? 200 : 401, {
        'content-type': 'application/json',
      });
      response.end(JSON.stringify(isOpen ? { version: '1.3.25' } : { results: [], total: 0 }));
    });
    const auth = { kind: 'token', token: 'service-account' } as const;
    const connection = {
      baseUrl: kestra.baseUrl,
      tenant: 'main',
      auth,
      access: 'full',
      verifyTls: true,
    } as const;
    facade = await Facade.start(connection, ['--allow-registration', 'true', '--credentials', 'own']);
  });
  after(async () => {
    await facade?.stop();
    await kestra?.close();
  });

  /** Somebody's client that can show pages, or cannot. */
  async function clientOf(person: string, capabilities = {}): Promise<Client> {
    facade.issuer.person = person;
    const raw = await RawClient.register(facade.origin);
    const { access_token: token } = await raw.redeem(await facade.agree(raw.page()));
    const client = new Client({ name: 'test', version: '1' }, { capabilities });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(facade.server.url), { requestInit }));
    return client;
  }
  const showsPages = { elicitation: { url: {} } };

  const list = (client: Client): Promise<CallToolResult> =>
    client.callTool({ name: 'list_namespaces', arguments: {} }) as Promise<CallToolResult>;

  /** The page that a client is told of, instead of an answer. */
  async function pageFor(client: Client): Promise<{ url: string; id: string }> {
    const error = await list(client).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof McpError);
    assert.equal(error.code, ErrorCode.UrlElicitationRequired);
    assert.ok(error instanceof UrlElicitationRequiredError);
    const [{ url, elicitationId, mode } = { url: '', elicitationId: '', mode: '' }] = error.elicitations;
    assert.equal(mode, 'url');
    return { url, id: elicitationId };
  }

  it('is where a client without pages is pointed to, or to the command', async () => {
    const client = await clientOf('anna');
    const refused = await list(client);
    assert.equal(refused.isError, true);
    assert.match(
      textOf(refused),
      /Open http:\/\/127.0.0.1:\d+\/kestra-token and give it there, or ask .*kestra-mcp add-token/,
    );
    await client.close();
  });

  it('is for nobody but the person for whom a client was told of it, and is over once used', async () => {
    const client = await clientOf('anna', showsPages);
    const { url, id } = await pageFor(client);
    facade.issuer.person = 'mallory';
    const wrong = await new Browser().open(url);
    assert.equal(wrong.status, 403);
    assert.match(wrong.text, /signed in as mallory@example.com, and this page was meant for somebody else/);

    facade.issuer.person = 'anna';
    const browser = new Browser();
    const form = await browser.open(url);
    assert.match(form.text, /signed in as <strong>anna@example.com/);
    const bad = await browser.submit(form, { token: 'of-nobody' });
    assert.equal(bad.status, 422);
    assert.match(bad.text, /role="alert" id="problem">Kestra does not know this token/);
    const complete = new Promise<string>((resolve) => {
      client.setNotificationHandler(ElicitationCompleteNotificationSchema, ({ params }) =>
        resolve(params.elicitationId),
      );
    });
    const good = await browser.submit(form, { token: GOOD });
    assert.match(good.text, /Your token is kept/);
    assert.equal(await complete, id);
    assert.notEqual((await list(client)).isError, true);
    assert.equal(seen.at(-1), `Bearer ${GOOD}`);
    assert.equal((await browser.open(url)).status, 404);
    await client.close();
    const refusals = (await facade.audit.lines()).filter(({ reason }) => reason === 'page');
    assert.match(refusals[0]?.says ?? '', /meant for somebody else/);
    assert.ok(!facade.server.log().includes(GOOD));
  });

  it('takes nothing from another browser, and no form but its own', async () => {
    const client = await clientOf('bert', showsPages);
    const { url } = await pageFor(client);
    const browser = new Browser();
    const form = await browser.open(url);
    assert.equal((await new Browser().submit(form, { token: GOOD })).status, 403);
    assert.equal((await browser.submit(form, { token: GOOD, proof: 'x' })).status, 403);
    assert.equal((await browser.submit(form, { token: 'two\r\nlines' })).status, 422);
    await client.close();
  });

  it('can be come to without a client, by whoever signs in', async () => {
    facade.issuer.person = 'carl';
    const browser = new Browser();
    const form = await browser.open(`${facade.origin}/kestra-token`);
    assert.match((await browser.submit(form, { token: GOOD })).text, /Your token is kept/);
    const client = await clientOf('carl', showsPages);
    assert.notEqual((await list(client)).isError, true);
    await client.close();
  });
});
