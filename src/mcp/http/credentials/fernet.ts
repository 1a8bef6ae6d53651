import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../../shared/failure.ts';

const VERSION = 0x80;
const TIMESTAMP_BYTES = 8;
const IV_BYTES = 16;
const HMAC_BYTES = 32;
const HALF_KEY = 16;
const HEADER = 1 + TIMESTAMP_BYTES;

/**
 * Opens a Fernet token, as another server for Kestra kept them. Only for taking them over: Fernet does not bind a
 * secret to its owner.
 *
 * @see https://github.com/fernet/spec/blob/master/Spec.md
 * @throws Failure `invalid` for a wrong key or a token that was changed
 */
export function openFernet(token: string, key: string): string {
  const keyBytes = Buffer.from(key, 'base64url');
  const bytes = Buffer.from(token, 'base64url');
  if (keyBytes.length !== 2 * HALF_KEY) throw wrong('the key is no 32 bytes in base64');
  if (bytes[0] !== VERSION || bytes.length < HEADER + IV_BYTES + HMAC_BYTES)
    throw wrong('it is no Fernet token');
  const signed = bytes.subarray(0, -HMAC_BYTES);
  const hmac = createHmac('sha256', keyBytes.subarray(0, HALF_KEY)).update(signed).digest();
  if (!timingSafeEqual(hmac, bytes.subarray(-HMAC_BYTES)))
    throw wrong('the key is another one, or it was changed');
  const iv = signed.subarray(HEADER, HEADER + IV_BYTES);
  const decipher = createDecipheriv('aes-128-cbc', keyBytes.subarray(HALF_KEY), iv);
  const text = Buffer.concat([decipher.update(signed.subarray(HEADER + IV_BYTES)), decipher.final()]);
  return text.toString('utf8');
}

function wrong(reason: string): Failure {
  return new Failure('invalid', `A token cannot be taken over: ${reason}.`);
}
