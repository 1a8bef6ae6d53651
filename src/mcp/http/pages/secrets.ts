import { createHash, timingSafeEqual } from 'node:crypto';

/** What is kept of a secret that somebody else shows again. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** @param secret as it was shown; absent when it was not */
export function isSecretOf(digest: string, secret: string | undefined): boolean {
  return secret !== undefined && timingSafeEqual(Buffer.from(digestOf(secret)), Buffer.from(digest));
}
