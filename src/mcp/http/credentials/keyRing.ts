import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Failure } from '../../../shared/failure.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** A new key, as it stands in the key ring: `id:key`. */
export function generateKey(): string {
  return `${randomBytes(4).toString('hex')}:${randomBytes(KEY_BYTES).toString('base64url')}`;
}

/**
 * Keys for what must not be readable in a store. The first one encrypts; all decrypt, so that a new one can be put in
 * front while old records last.
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #current: string;

  /**
   * @param text `id:key` between commas, the current one first
   * @throws Failure `invalid`, never naming a key
   */
  constructor(text: string) {
    const entries = text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map(readEntry);
    const [first] = entries;
    if (first === undefined) throw wrong('there is no key');
    if (new Set(entries.map(([id]) => id)).size < entries.length) throw wrong('two keys have one id');
    this.#keys = new Map(entries);
    [this.#current] = first;
  }

  /** The keys themselves, the current one first, for what is derived from them. */
  get all(): Buffer[] {
    return [...this.#keys.values()];
  }

  /** @param owner whom it belongs to: for nobody else it can be opened */
  seal(secret: string, owner: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#keys.get(this.#current) ?? '', iv);
    cipher.setAAD(associated(this.#current, owner));
    const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return [
      VERSION,
      this.#current,
      Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url'),
    ].join('.');
  }

  /** @throws Failure `invalid` for a record of somebody else, of a lost key, or one that was changed */
  open(record: string, owner: string): string {
    const [version, id = '', data = ''] = record.split('.');
    const key = this.#keys.get(id);
    if (version !== VERSION || key === undefined) {
      throw new Failure(
        'invalid',
        `A stored credential was encrypted with the key '${id}', which is not there.`,
      );
    }
    const bytes = Buffer.from(data, 'base64url');
    try {
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
      decipher.setAAD(associated(id, owner));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
      return Buffer.concat(text).toString('utf8');
    } catch (error) {
      throw new Failure('invalid', 'A stored credential was changed, or belongs to somebody else.', {
        cause: error,
      });
    }
  }

  /** Whether a record should be encrypted anew. */
  isOld(record: string): boolean {
    return record.split('.')[1] !== this.#current;
  }
}

function associated(keyId: string, owner: string): Buffer {
  return Buffer.from(`${VERSION}|${keyId}|${owner}`, 'utf8');
}

function readEntry(entry: string, index: number): [string, Buffer] {
  const [id = '', key = '', ...more] = entry.split(':');
  const bytes = Buffer.from(key, 'base64url');
  if (!/^[\w-]+$/.test(id) || more.length > 0 || bytes.length !== KEY_BYTES) {
    throw wrong(`entry ${index + 1} is no id, colon and ${KEY_BYTES} bytes in base64url`);
  }
  return [id, bytes];
}

function wrong(reason: string): Failure {
  return new Failure('invalid', `The encryption keys are wrong: ${reason}.`, {
    hint: 'kestra-mcp generate-key makes one.',
  });
}
