import { createHash } from 'node:crypto';
import type { Keyv } from 'keyv';
import type { KeyRing } from '../credentials/keyRing.ts';

/**
 * Entries that are of no use to whoever reads the store: each is encrypted for its own id, and its key is a digest of
 * the id, which is a secret itself for codes and tokens. An entry that was put in the place of another does not open.
 */
export class SealedPart<Value extends object> {
  readonly #name: string;
  readonly #entries: Keyv<string>;
  readonly #keys: KeyRing;

  /** @param name of what is kept; ids of two names never meet */
  constructor(name: string, entries: Keyv<string>, keys: KeyRing) {
    this.#name = name;
    this.#entries = entries;
    this.#keys = keys;
  }

  /** @param seconds after which it is gone */
  async set(id: string, value: Value, seconds: number): Promise<void> {
    await this.#entries.set(
      this.#keyOf(id),
      this.#keys.seal(JSON.stringify(value), this.#ownerOf(id)),
      seconds * 1000,
    );
  }

  /** @throws Failure `invalid` for an entry that was tampered with */
  async get(id: string): Promise<Value | undefined> {
    const sealed = await this.#entries.get(this.#keyOf(id));
    return sealed === undefined ? undefined : JSON.parse(this.#keys.open(sealed, this.#ownerOf(id)));
  }

  /** For what may be used once. @throws Failure `invalid` for an entry that was tampered with */
  async take(id: string): Promise<Value | undefined> {
    const value = await this.get(id);
    // Of two that come at once, one finds it gone.
    return value !== undefined && (await this.delete(id)) ? value : undefined;
  }

  delete(id: string): Promise<boolean> {
    return this.#entries.delete(this.#keyOf(id));
  }

  #keyOf(id: string): string {
    return createHash('sha256').update(this.#ownerOf(id)).digest('base64url');
  }

  #ownerOf(id: string): string {
    return `${this.#name}|${id}`;
  }
}
