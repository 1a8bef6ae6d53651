import { Problem } from '../kestra-2/problem.ts';

/** What an instance administrator alone may do. */
export const SUPERADMIN = 'SUPERADMIN';

export interface Caller {
  id: string;
  email: string;
  superAdmin: boolean;
  /** `RESOURCE ACTION`, e.g. `APP CREATE`. */
  denied: Set<string>;
}

/** Who may do what, by the token that they bring. Everything that is not denied is allowed. */
export class Rights {
  readonly #callers = new Map<string, Caller>();

  /** Knows a token from now on. */
  add(token: string, caller: Caller): void {
    this.#callers.set(token, caller);
  }

  /** Switches a permission off for a token. */
  deny(token: string, permission: string): void {
    this.#callers.get(token)?.denied.add(permission);
  }

  /** Switches it on again. */
  grant(token: string, permission: string): void {
    this.#callers.get(token)?.denied.delete(permission);
  }

  knows(authorization: string | undefined): boolean {
    return this.#find(authorization) !== undefined;
  }

  /** @throws Problem where nobody is known by it */
  caller(authorization: string | undefined): Caller {
    const caller = this.#find(authorization);
    if (caller === undefined) throw new Problem('unauthenticated', 'Authentication required');
    return caller;
  }

  /** @throws Problem `forbidden`, which names no permission, as Kestra's does not */
  require(authorization: string | undefined, permission: string): void {
    const { superAdmin, denied } = this.caller(authorization);
    const isAllowed = permission === SUPERADMIN ? superAdmin : !denied.has(permission);
    if (!isAllowed) throw new Problem('forbidden', 'Access denied');
  }

  #find(authorization: string | undefined): Caller | undefined {
    return this.#callers.get(authorization?.replace(/^Bearer /, '') ?? '');
  }
}
