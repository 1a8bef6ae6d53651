import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from '@modelcontextprotocol/sdk/shared/auth.js';

export const REDIRECT = 'http://127.0.0.1:33418/';

/** What the TypeScript SDK's client remembers of its sign-in. */
export class OAuthMemory implements OAuthClientProvider {
  readonly redirectUrl = REDIRECT;
  readonly clientMetadata: OAuthClientMetadata = {
    client_name: 'TypeScript SDK',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
  client: OAuthClientInformationMixed | undefined;
  kept: OAuthTokens | undefined;
  #verifier = '';
  /** Where the person is to go. */
  page: URL | undefined;

  /** @param client where it was registered by hand */
  constructor(client?: OAuthClientInformationMixed) {
    this.client = client;
  }

  clientInformation(): OAuthClientInformationMixed | undefined {
    return this.client;
  }
  saveClientInformation(client: OAuthClientInformationMixed): void {
    this.client = client;
  }
  tokens(): OAuthTokens | undefined {
    return this.kept;
  }
  saveTokens(tokens: OAuthTokens): void {
    this.kept = tokens;
  }
  redirectToAuthorization(page: URL): void {
    this.page = page;
  }
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }
  codeVerifier(): string {
    return this.#verifier;
  }
}

/**
 * The SDK's client through its whole sign-in.
 *
 * @param atPage what the person does there; gives the code with which the browser comes back
 */
export async function signedInClient(
  url: string,
  memory: OAuthMemory,
  atPage: (page: URL) => Promise<string>,
): Promise<Client> {
  const first = new StreamableHTTPClientTransport(new URL(url), { authProvider: memory });
  try {
    await new Client({ name: 'test', version: '1' }).connect(first);
  } catch (error) {
    if (!(error instanceof UnauthorizedError) || memory.page === undefined) throw error;
    await first.finishAuth(await atPage(memory.page));
  }
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { authProvider: memory }));
  return client;
}
