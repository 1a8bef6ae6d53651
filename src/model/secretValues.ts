import { isCredentialName, isNoCredential } from '../shared/credentials.ts';

/** A value that its place in a flow says is secret. */
export interface SecretValue {
  /** Of the property, as it stands in the source. */
  name: string;
  value: string;
}

const WEBHOOK = /webhook/i;

/**
 * What is secret in a flow, a trigger or any other data as Kestra gives it: the keys of webhooks, with which anybody
 * may start the flow, the defaults of SECRET inputs, and whatever is called like a credential. Templates that read a
 * secret from where it is kept are none.
 */
export function secretValues(data: unknown): SecretValue[] {
  if (Array.isArray(data)) return data.flatMap(secretValues);
  if (typeof data !== 'object' || data === null) return [];
  const type = 'type' in data && typeof data.type === 'string' ? data.type : '';
  return Object.entries(data).flatMap(([name, value]) => {
    if (typeof value !== 'string') return secretValues(value);
    const isSecret =
      isCredentialName(name) ||
      (name === 'key' && WEBHOOK.test(type)) ||
      ((name === 'defaults' || name === 'prefill') && type === 'SECRET');
    return isSecret && !isNoCredential(value) ? [{ name, value }] : [];
  });
}
