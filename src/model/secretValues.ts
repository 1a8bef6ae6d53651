import { isCredentialName, isNoCredential } from '../shared/credentials.ts';

/** A value that its place in a flow says is secret. */
export interface SecretValue {
  /** Of the property, as it stands in the source. */
  name: string;
  value: string;
}

const WEBHOOK = /webhook/i;

/**
 * A copy of a flow, a trigger or any other data as Kestra gives it, with what is secret in it replaced: the keys of
 * webhooks, with which anybody may start the flow, the defaults of SECRET inputs, and whatever is called like a
 * credential. Templates that read a secret from where it is kept are none.
 */
export function mapSecrets<T>(data: T, replacement: (secret: SecretValue) => string): T;
export function mapSecrets(data: unknown, replacement: (secret: SecretValue) => string): unknown {
  if (Array.isArray(data)) return data.map((item: unknown) => mapSecrets(item, replacement));
  if (typeof data !== 'object' || data === null) return data;
  const type = 'type' in data && typeof data.type === 'string' ? data.type : '';
  const entries = Object.entries(data).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') return [name, mapSecrets(value, replacement)];
    const isSecret = isSecretMember(name, type) && !isNoCredential(value);
    return [name, isSecret ? replacement({ name, value }) : value];
  });
  return Object.fromEntries(entries);
}

/** What {@link mapSecrets} replaces. */
export function secretValues(data: unknown): SecretValue[] {
  const found: SecretValue[] = [];
  mapSecrets(data, (secret) => {
    found.push(secret);
    return secret.value;
  });
  return found;
}

/** @param type of what has the member */
function isSecretMember(name: string, type: string): boolean {
  if (name === 'key') return WEBHOOK.test(type);
  if (name === 'defaults' || name === 'prefill') return type === 'SECRET';
  return isCredentialName(name);
}
