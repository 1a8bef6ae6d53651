import * as oidc from 'openid-client';
import { Failure } from '../../../shared/failure.ts';

export interface UpstreamSettings {
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  /** Asked of the provider, with spaces between. */
  scope: string;
  /** Where the provider sends people back to. */
  redirectUri: string;
}

/** What only the one who began a sign-in knows, until it ends. */
export interface Checks {
  state: string;
  nonce: string;
  verifier: string;
}

/** Somebody who has signed in. */
export interface Person {
  subject: string;
  /** Of the ID token, and what the provider tells beside it. */
  claims: Record<string, unknown>;
  /** To ask later whether they are still welcome, where the provider gives one. */
  refreshToken?: string | undefined;
}

/** The OpenID provider at which people sign in, of which this server is a client. */
export class Upstream {
  readonly #settings: UpstreamSettings;
  #configuration: Promise<oidc.Configuration> | undefined;

  constructor(settings: UpstreamSettings) {
    this.#settings = settings;
  }

  /** @throws Failure `unreachable` */
  async begin(): Promise<{ url: URL; checks: Checks }> {
    const configuration = await this.#discovered();
    const checks = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#settings.redirectUri,
      scope: this.#settings.scope,
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
    });
    return { url, checks };
  }

  /**
   * @param query with which the provider sent the person back
   * @throws Error when they did not sign in, or the answer is not to this question
   */
  async finish(query: string, { state, nonce, verifier }: Checks): Promise<Person> {
    const configuration = await this.#discovered();
    const answer = new URL(this.#settings.redirectUri);
    answer.search = query;
    const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    return this.#personOf(configuration, tokens);
  }

  /**
   * Whether somebody is still welcome at the provider, and what it says of them now.
   *
   * @returns undefined when they are not
   * @throws Error when the provider cannot tell
   */
  async renew(before: Person & { refreshToken: string }): Promise<Person | undefined> {
    const configuration = await this.#discovered();
    try {
      const tokens = await oidc.refreshTokenGrant(configuration, before.refreshToken);
      // A refresh need not bring an ID token; the person tells no more than before then.
      const now = tokens.claims() === undefined ? before : await this.#personOf(configuration, tokens);
      if (now.subject !== before.subject) return undefined;
      return { ...now, refreshToken: tokens.refresh_token ?? before.refreshToken };
    } catch (error) {
      if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') return undefined;
      throw error;
    }
  }

  async #personOf(
    configuration: oidc.Configuration,
    tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
  ): Promise<Person> {
    const claims = tokens.claims();
    if (claims === undefined) throw new Error('The provider gave no ID token.');
    const { sub } = claims;
    const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const more = hasMore ? await oidc.fetchUserInfo(configuration, tokens.access_token, sub) : {};
    return { subject: sub, claims: { ...more, ...claims }, refreshToken: tokens.refresh_token };
  }

  /** Asked when somebody first comes, and again after a failure. */
  async #discovered(): Promise<oidc.Configuration> {
    this.#configuration ??= this.#discover();
    try {
      return await this.#configuration;
    } catch (error) {
      this.#configuration = undefined;
      throw new Failure('unreachable', `The issuer ${this.#settings.issuer} does not answer.`, {
        cause: error,
      });
    }
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const url = new URL(issuer);
    // Which addresses may go without TLS was decided when the settings were read.
    const execute = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(url, clientId, clientSecret, undefined, { execute });
  }
}
