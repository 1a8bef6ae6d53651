import type { Keyv } from 'keyv';
import { Failure } from '../../../shared/failure.ts';
import { principalKey, type Principal } from '../principal.ts';
import type { KeyRing } from './keyRing.ts';

type Owner = Pick<Principal, 'issuer' | 'subject'>;

interface Stored {
  /** Encrypted by a {@link KeyRing}, with the owner as associated data. */
  token: string;
  /** ISO time. */
  since: string;
}

/** The Kestra API tokens of the people who use a team server, each encrypted for its owner. */
export class Credentials {
  readonly #entries: Keyv<Stored>;
  readonly #keys: KeyRing;

  constructor(entries: Keyv<Stored>, keys: KeyRing) {
    this.#entries = entries;
    this.#keys = keys;
  }

  async set(owner: Owner, token: string): Promise<void> {
    const key = principalKey(owner);
    await this.#entries.set(key, { token: this.#keys.seal(token, key), since: new Date().toISOString() });
  }

  /** @throws Failure when the record cannot be opened */
  async get(owner: Owner): Promise<string | undefined> {
    const key = principalKey(owner);
    const stored = await this.#entries.get(key);
    return stored && this.#keys.open(stored.token, key);
  }

  /** @returns whether there was one */
  remove(owner: Owner): Promise<boolean> {
    return this.#entries.delete(principalKey(owner));
  }

  async owners(): Promise<(Owner & { since: string })[]> {
    const entries = await this.#all();
    return entries
      .map(([key, { since }]) => ({ ...ownerOf(key), since }))
      .toSorted((a, b) => a.subject.localeCompare(b.subject));
  }

  /** Encrypts everything with the current key. @returns how many records that changed */
  async rotate(): Promise<number> {
    const old = (await this.#all()).filter(([, { token }]) => this.#keys.isOld(token));
    for (const [key, { token, since }] of old) {
      await this.#entries.set(key, { token: this.#keys.seal(this.#keys.open(token, key), key), since });
    }
    return old.length;
  }

  async #all(): Promise<[string, Stored][]> {
    if (this.#entries.iterator === undefined)
      throw new Failure('invalid', 'This store cannot list its entries.');
    const found: [string, Stored][] = [];
    for await (const [key, value] of this.#entries.iterator(undefined)) found.push([key, value]);
    return found;
  }
}

function ownerOf(key: string): Owner {
  const [issuer = '', subject = ''] = key.split('|').map(decodeURIComponent);
  return { issuer, subject };
}
