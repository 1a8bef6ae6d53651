import { createECDH, createHash, hkdfSync } from 'node:crypto';
import type { JWK } from 'jose';

/** A scalar is taken modulo the order from 64 bits more than it has (FIPS 186-5, A.2.1). */
const SEED_BYTES = 40;
const SCALAR_BYTES = 32;
/** Of the points of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A private key for ES256. */
export interface SigningKey extends JWK {
  kid: string;
  d: string;
}

/**
 * The keys that sign access tokens, one for each key of the ring: replicas with the same ring sign alike, and a key
 * that comes into the ring or leaves it does so here as well.
 *
 * @param secrets of the key ring, the current one first
 */
export function signingKeys(secrets: readonly Buffer[]): SigningKey[] {
  return secrets.map((secret) => signingKeyOf(secret));
}

/** What others may know of it. */
export function publicKeyOf({ d: _private, ...key }: SigningKey): JWK {
  return key;
}

function signingKeyOf(secret: Buffer): SigningKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'kestra-mcp signing key', SEED_BYTES));
  const scalar = (BigInt(`0x${seed.toString('hex')}`) % (ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(2 * SCALAR_BYTES, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(d);
  // The point, behind a byte that says that both its coordinates follow.
  const point = curve.getPublicKey().subarray(1);
  const x = point.subarray(0, SCALAR_BYTES).toString('base64url');
  const y = point.subarray(SCALAR_BYTES).toString('base64url');
  const kid = createHash('sha256').update(point).digest('base64url').slice(0, 16);
  return { kty: 'EC', crv: 'P-256', x, y, d: d.toString('base64url'), kid, alg: 'ES256', use: 'sig' };
}
