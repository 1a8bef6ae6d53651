import type { Grant, Principal } from '../principal.ts';
import type { Authenticator } from './authenticator.ts';
import { OWNER } from './staticToken.ts';

/** Everybody on this machine is its owner; the server listens nowhere else then. */
export class NoAuthentication implements Authenticator {
  readonly #principal: Principal;

  constructor(grant: Grant) {
    this.#principal = { ...OWNER, grant };
  }

  authenticate(): Promise<Principal> {
    return Promise.resolve(this.#principal);
  }
}
