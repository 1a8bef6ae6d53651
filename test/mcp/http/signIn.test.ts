import assert from 'node:assert/strict';
import { Browser } from '../support/browser.ts';
import { codeOf, Facade, NO_KESTRA } from '../support/facade.ts';
import { OAuthMemory, REDIRECT, signedInClient } from '../support/oauthClient.ts';

describe('The TypeScript client signs in at the provider itself', () => {
  let facade: Facade;

  before(async () => {
    facade = await Facade.start(NO_KESTRA, ['--auth', 'oauth']);
  });
  after(() => facade?.stop());

  it('with tokens that the provider makes out to the team server', async () => {
    const memory = new OAuthMemory({ client_id: 'editor', redirect_uris: [REDIRECT] });
    const client = await signedInClient(facade.server.url, memory, async (page) => {
      assert.equal(page.origin, facade.issuer.url);
      return codeOf(await new Browser().open(page));
    });
    const { structuredContent } = await client.callTool({ name: 'auth_status', arguments: {} });
    const { subject, role, client: program } = structuredContent as Record<string, unknown>;
    assert.deepEqual([subject, role, program], ['anna', 'operators', 'editor']);
    await client.close();
  });
});
