import type { IncomingMessage } from 'node:http';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Principal } from '../principal.ts';
import type { Roles } from '../roles/roles.ts';
import { bearerTokenOf, Unauthorized, type Authenticator } from './authenticator.ts';
import { resourceMetadataUrl, resourceOf } from './protectedResource.ts';
import { accessOfScopes, SCOPE_NAMES } from './scopes.ts';

export interface AccessTokenRules {
  issuer: string;
  /** Who vouches for the people in its tokens, where that is somebody else. */
  identityIssuer?: string | undefined;
  /** This server's address, as clients call it. */
  publicUrl: string;
  /** Signatures that are believed; `none` and shared secrets never are. */
  algorithms: readonly string[];
  /** Another name of this server, for issuers that cannot write its address into a token. */
  audience?: string | undefined;
  /** A call needs the scope of its access level, too. */
  useScopes: boolean;
  keys: { get(): Promise<JWTVerifyGetKey> };
  /** Whether a good token is still one. */
  isCurrent?: ((claims: JWTPayload) => Promise<boolean>) | undefined;
  roles: () => Roles;
}

/** Clocks of two machines may differ by so much, in seconds. */
const CLOCK_TOLERANCE = 10;

/** Access tokens of an authorization server, made out to this server (MCP 2025-11-25, authorization). */
export class AccessTokenAuthenticator implements Authenticator {
  readonly #rules: AccessTokenRules;

  constructor(rules: AccessTokenRules) {
    this.#rules = rules;
  }

  async authenticate(request: IncomingMessage): Promise<Principal> {
    const token = bearerTokenOf(request);
    const metadata = { resource_metadata: resourceMetadataUrl(this.#rules.publicUrl) };
    if (token === undefined) {
      throw new Unauthorized('Sign in first.', { ...metadata, scope: SCOPE_NAMES[0] ?? '' });
    }
    const claims = await this.#verified(token, metadata);
    if ((await this.#rules.isCurrent?.(claims)) === false) throw invalidToken('it was taken back', metadata);
    return this.#principalOf(claims);
  }

  async #verified(token: string, metadata: { resource_metadata: string }): Promise<JWTPayload> {
    const { issuer, publicUrl, audience, algorithms, keys } = this.#rules;
    const key = await keys.get();
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer,
        audience: audience ?? resourceOf(publicUrl),
        algorithms: [...algorithms],
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE,
      });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      throw invalidToken(error.message, metadata);
    }
  }

  #principalOf(claims: JWTPayload): Principal {
    const role = this.#rules.roles().of(claims);
    return {
      subject: claims.sub ?? '',
      issuer: this.#rules.identityIssuer ?? this.#rules.issuer,
      name: textOf(claims['email']) ?? textOf(claims['preferred_username']) ?? textOf(claims['name']),
      clientId: textOf(claims['client_id']) ?? textOf(claims['azp']),
      grant: role && { ...role, role: role.name },
      tokenAccess: this.#rules.useScopes ? (accessOfScopes(scopesOf(claims)) ?? 'none') : undefined,
    };
  }
}

function invalidToken(why: string, metadata: { resource_metadata: string }): Unauthorized {
  const challenge = { ...metadata, error: 'invalid_token', error_description: why };
  return new Unauthorized(`The token is not accepted: ${why}.`, challenge);
}

/** A text with spaces (RFC 9068), or a list as some providers write it (`scp`). */
function scopesOf(claims: JWTPayload): string[] {
  const scope = claims['scope'] ?? claims['scp'];
  if (Array.isArray(scope)) return scope.filter((one) => typeof one === 'string');
  return typeof scope === 'string' ? scope.split(' ') : [];
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}
