import type { SealedPart } from '../store/sealedPart.ts';
import type { Person, Upstream } from '../upstream/upstream.ts';

/** Somebody signs in again after so long, in seconds. */
export const GRANT_SECONDS = 30 * 86_400;
/** The same where the provider cannot be asked meanwhile whether they are still welcome. */
const UNASKED_SECONDS = 12 * 3_600;

/** Who stands behind each grant, as the provider last told it. */
export class People {
  readonly #entries: SealedPart<Person>;
  readonly #upstream: Upstream;

  constructor(entries: SealedPart<Person>, upstream: Upstream) {
    this.#entries = entries;
    this.#upstream = upstream;
  }

  keep(grantId: string, person: Person): Promise<void> {
    return this.#entries.set(
      grantId,
      person,
      person.refreshToken === undefined ? UNASKED_SECONDS : GRANT_SECONDS,
    );
  }

  of(grantId: string): Promise<Person | undefined> {
    return this.#entries.get(grantId);
  }

  /**
   * Asks the provider again.
   *
   * @returns undefined for somebody who has left, or who has to sign in again
   * @throws Error when the provider cannot tell
   */
  async renew(grantId: string): Promise<Person | undefined> {
    const person = await this.#entries.get(grantId);
    if (person?.refreshToken === undefined) return person;
    const now = await this.#upstream.renew({ ...person, refreshToken: person.refreshToken });
    if (now === undefined) await this.#entries.delete(grantId);
    else await this.keep(grantId, now);
    return now;
  }
}
