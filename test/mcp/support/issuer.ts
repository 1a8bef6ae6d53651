import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { importJWK, SignJWT, type JWTPayload } from 'jose';

const CLIENT = { client_id: 'machine', client_secret: 'not-a-real-secret' };
const SCOPES = 'kestra:read kestra:operate kestra:author kestra:admin';

/** A real authorization server on this machine: its tokens are JWTs with the roles that a test asks for. */
export class Issuer {
  readonly url: string;
  readonly #server: Server;
  readonly #key: JsonWebKey;
  /** What the next tokens claim as roles. */
  roles: string[] = [];

  private constructor(url: string, server: Server, key: JsonWebKey) {
    this.url = url;
    this.#server = server;
    this.#key = key;
  }

  static async start(): Promise<Issuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: 'jwk' }), kid: 'first', use: 'sig', alg: 'RS256' };
    const issuer = new Issuer(url, server, key);
    const provider = new Provider(url, {
      jwks: { keys: [key] },
      clients: [{ ...CLIENT, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
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
      extraTokenClaims: () => ({ sub: 'machine', roles: issuer.roles }),
    });
    const answer = provider.callback();
    server.on('request', (request, response) => void answer(request, response));
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

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
