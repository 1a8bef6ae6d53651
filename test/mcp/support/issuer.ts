import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { importJWK, SignJWT, type JWTPayload } from 'jose';

const CLIENT = { client_id: 'machine', client_secret: 'not-a-real-secret' };
/** A company's own client: `kestra-mcp serve --auth facade`, or a page of the server. */
export const COMPANY_CLIENT = { client_id: 'kestra-mcp', client_secret: 'a-secret-of-this-test-only' };
const SCOPES = 'kestra:read kestra:operate kestra:author kestra:admin';

/** A real authorization server on this machine: its tokens are JWTs with the roles that a test asks for. */
export class Issuer {
  readonly url: string;
  readonly #server: Server;
  readonly #key: JsonWebKey;
  /** What the next tokens claim as roles. */
  roles: string[] = [];
  /** Who sits at the browser that comes to sign in; undefined: somebody who does not. */
  person: string | undefined = 'anna';
  /** People who have left the company. */
  readonly gone = new Set<string>();

  private constructor(url: string, server: Server, key: JsonWebKey) {
    this.url = url;
    this.#server = server;
    this.#key = key;
  }

  /** @param redirectUris of the clients that people sign in with */
  static async start({ redirectUris = [] as string[] } = {}): Promise<Issuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: 'jwk' }), kid: 'first', use: 'sig', alg: 'RS256' };
    const issuer = new Issuer(url, server, key);
    const provider = new Provider(url, {
      jwks: { keys: [key] },
      clients: [
        { ...CLIENT, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
        {
          ...COMPANY_CLIENT,
          grant_types: ['authorization_code', 'refresh_token'],
          redirect_uris: redirectUris,
        },
        // What an administrator registers for the programs of people.
        {
          client_id: 'editor',
          application_type: 'native',
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          redirect_uris: ['http://127.0.0.1/'],
        },
      ],
      scopes: ['openid', 'offline_access', 'profile', 'email'],
      claims: { openid: ['sub'], profile: ['name', 'roles'], email: ['email'] },
      conformIdTokenClaims: false,
      findAccount: (_context, sub) =>
        issuer.gone.has(sub)
          ? undefined
          : {
              accountId: sub,
              claims: () => ({ sub, name: sub, email: `${sub}@example.com`, roles: issuer.roles }),
            },
      ttl: {
        AccessToken: 300,
        ClientCredentials: 300,
        Grant: 600,
        IdToken: 300,
        Interaction: 300,
        RefreshToken: 600,
        Session: 600,
      },
      issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
      expiresWithSession: () => false,
      interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_context, resource) => ({
            scope: SCOPES,
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: 300,
          }),
        },
      },
      extraTokenClaims: (_context, token) => ({
        ...(token.kind === 'ClientCredentials' ? { sub: 'machine' } : {}),
        roles: issuer.roles,
      }),
    });
    const answer = provider.callback();
    server.on('request', (request, response) => {
      const isSignIn = request.url?.startsWith('/sign-in/') === true;
      void (isSignIn ? issuer.#signIn(provider, request, response) : answer(request, response));
    });
    return issuer;
  }

  /** An access token, as a program of the company gets one. */
  async token(resource: string, scope = SCOPES): Promise<string> {
    const answer = await fetch(`${this.url}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope }),
    });
    const { access_token } = (await answer.json()) as { access_token?: string };
    if (access_token === undefined) throw new Error(`no token: ${answer.status}`);
    return access_token;
  }

  /** A token with any claims, signed by this issuer's own key. */
  async signed(claims: JWTPayload, header: { alg?: string; kid?: string } = {}): Promise<string> {
    const key = await importJWK(this.#key as Parameters<typeof importJWK>[0], 'RS256');
    return new SignJWT({ iss: this.url, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'first', ...header })
      .setIssuedAt()
      .sign(key);
  }

  /** Whoever sits there signs in at once, without a page. */
  async #signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response);
    if (this.person === undefined) {
      return provider.interactionFinished(request, response, { error: 'access_denied' });
    }
    const grant = new provider.Grant({ accountId: this.person, clientId: String(params['client_id']) });
    grant.addOIDCScope('openid offline_access profile email');
    if (typeof params['resource'] === 'string') grant.addResourceScope(params['resource'], SCOPES);
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(request, response, { login: { accountId: this.person }, consent });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
