import { createHash, randomBytes } from 'node:crypto';

/** What a token endpoint answers. */
export interface TokenAnswer {
  status: number;
  access_token?: string;
  refresh_token?: string;
  scope?: string;
  error?: string;
  error_description?: string;
}

/** A client that says exactly what a test wants, where a good one would say something else. */
export class RawClient {
  readonly origin: string;
  readonly id: string;
  readonly redirectUri: string;
  readonly verifier = randomBytes(32).toString('base64url');

  constructor(origin: string, id: string, redirectUri: string) {
    this.origin = origin;
    this.id = id;
    this.redirectUri = redirectUri;
  }

  /** One that registers itself. @throws Error when it may not */
  static async register(origin: string, metadata: Record<string, unknown> = {}): Promise<RawClient> {
    const redirectUris = ['http://127.0.0.1:33418/'];
    const answer = await registration(origin, {
      client_name: 'Raw',
      redirect_uris: redirectUris,
      ...metadata,
    });
    const { client_id: id, redirect_uris: [first] = [] } = answer.client;
    if (id === undefined || first === undefined) throw new Error(`not registered: ${answer.status}`);
    return new RawClient(origin, id, first);
  }

  /** Where it sends a person; `null` leaves a parameter out. */
  page(changes: Readonly<Record<string, string | null>> = {}): URL {
    const url = new URL('/oauth/authorize', this.origin);
    const usual = {
      response_type: 'code',
      client_id: this.id,
      redirect_uri: this.redirectUri,
      scope: 'kestra:read kestra:operate',
      state: 'state-of-the-client',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      resource: `${this.origin}/mcp`,
    };
    for (const [name, value] of Object.entries({ ...usual, ...changes })) {
      if (value !== null) url.searchParams.set(name, value);
    }
    return url;
  }

  redeem(code: string, changes: Readonly<Record<string, string>> = {}): Promise<TokenAnswer> {
    return this.#post('token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.redirectUri,
      code_verifier: this.verifier,
      ...changes,
    });
  }

  refresh(token = '', changes: Readonly<Record<string, string>> = {}): Promise<TokenAnswer> {
    return this.#post('token', { grant_type: 'refresh_token', refresh_token: token, ...changes });
  }

  revoke(token = ''): Promise<TokenAnswer> {
    return this.#post('revoke', { token });
  }

  async #post(endpoint: string, body: Record<string, string>): Promise<TokenAnswer> {
    const answer = await fetch(new URL(`/oauth/${endpoint}`, this.origin), {
      method: 'POST',
      body: new URLSearchParams({ client_id: this.id, ...body }),
    });
    const text = await answer.text();
    return { ...(text === '' ? {} : (JSON.parse(text) as object)), status: answer.status };
  }
}

/** What the server says to a client that registers itself. */
export async function registration(
  origin: string,
  metadata: Record<string, unknown>,
): Promise<{ status: number; client: { client_id?: string; redirect_uris?: string[]; error?: string } }> {
  const answer = await fetch(new URL('/oauth/register', origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(metadata),
  });
  return { status: answer.status, client: (await answer.json()) as { client_id?: string } };
}
