import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Grant, Principal } from '../principal.ts';
import { bearerTokenOf, Unauthorized, type Authenticator } from './authenticator.ts';

/** Whoever started the server. */
export const OWNER = { subject: 'owner', issuer: 'local' } as const;

/** One token for one person: a laptop. Whoever has it is the person who started the server. */
export class StaticTokenAuthenticator implements Authenticator {
  readonly #digest: Buffer;
  readonly #caller: Principal;

  constructor(token: string, grant: Grant) {
    this.#digest = digestOf(token);
    this.#caller = { ...OWNER, grant };
  }

  authenticate(request: IncomingMessage): Promise<Principal> {
    const token = bearerTokenOf(request);
    if (token === undefined) {
      return Promise.reject(
        new Unauthorized('A bearer token is needed: the one that the server printed at its start.'),
      );
    }
    // Digests have one length, and comparing them tells nothing of the token.
    if (!timingSafeEqual(digestOf(token), this.#digest)) {
      return Promise.reject(new Unauthorized('The token is wrong.', { error: 'invalid_token' }));
    }
    return Promise.resolve(this.#caller);
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
