import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import * as z from 'zod';

/** What any replica has to know to go on with a session that another one began. */
const sealedSchema = z.object({
  /** `principalKey` of whom it belongs to. */
  principal: z.string(),
  /** Unique: two sessions of a client differ. */
  nonce: z.string(),
  /** The `params` of the client's `initialize`. */
  initialize: z.record(z.string(), z.unknown()),
});
export type SealedSession = z.output<typeof sealedSchema>;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 's1';

/**
 * Session ids that carry their session, encrypted and authenticated: a replica that has never seen a session opens it
 * from its id, and nobody can make one up.
 */
export class SessionSeal {
  readonly #keys: readonly Buffer[];

  /** @param secrets shared by all replicas, at least 32 random bytes each; the first one seals, all open */
  constructor(secrets: readonly Buffer[]) {
    this.#keys = secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'kestra-mcp session id', 32)),
    );
  }

  seal(session: Omit<SealedSession, 'nonce'>): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#keys[0] ?? '', iv);
    const text = JSON.stringify({ ...session, nonce: randomBytes(9).toString('base64url') });
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url')}`;
  }

  /** @returns undefined for what this server or its replicas have not sealed */
  open(id: string): SealedSession | undefined {
    const [version, data, ...more] = id.split('.');
    if (version !== VERSION || data === undefined || more.length > 0) return undefined;
    const bytes = Buffer.from(data, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
    for (const key of this.#keys) {
      const session = openWith(key, bytes);
      if (session !== undefined) return session;
    }
    return undefined;
  }
}

function openWith(key: Buffer, bytes: Buffer): SealedSession | undefined {
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return sealedSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return undefined;
  }
}
