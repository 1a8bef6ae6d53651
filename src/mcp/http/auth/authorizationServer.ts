import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { Failure } from '../../../shared/failure.ts';

const LIMIT_MS = 10_000;

/** What is used of an authorization server's metadata. */
const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * The keys with which an issuer signs, found by its metadata; asked for when the first token comes, again after a
 * failure, and again when a token names a key that is not known.
 */
export class IssuerKeys {
  readonly #issuer: string;
  #keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  /** @throws Failure `unreachable` when the issuer does not answer as one */
  async get(): Promise<JWTVerifyGetKey> {
    this.#keys ??= this.#load();
    try {
      return await this.#keys;
    } catch (error) {
      this.#keys = undefined;
      throw error;
    }
  }

  async #load(): Promise<JWTVerifyGetKey> {
    for (const url of metadataUrls(this.#issuer)) {
      const metadata = await fetchMetadata(url);
      // An answer in somebody else's name would let them sign for this issuer (RFC 8414 §3.3).
      if (metadata?.issuer === this.#issuer) return createRemoteJWKSet(new URL(metadata.jwks_uri));
    }
    throw new Failure(
      'unreachable',
      `The issuer ${this.#issuer} has no metadata that names it and its keys.`,
    );
  }
}

/** OpenID Connect Discovery appends, RFC 8414 inserts. */
function metadataUrls(issuer: string): string[] {
  const url = new URL(issuer);
  const path = url.pathname.replace(/\/$/, '');
  return [
    `${url.origin}${path}/.well-known/openid-configuration`,
    `${url.origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

async function fetchMetadata(url: string): Promise<z.output<typeof metadataSchema> | undefined> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(LIMIT_MS) });
    return metadataSchema.parse(await response.json());
  } catch {
    return undefined;
  }
}
