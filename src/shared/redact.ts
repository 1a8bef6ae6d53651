import { isCredentialName, isNoCredential, replaceCredentials } from './credentials.ts';
import { cleanText } from './hiddenCharacters.ts';

const MASK = '***';
const ENCRYPTED = 'io.kestra.datatype:aes_encrypted';

/** Makes text and data that others wrote fit to leave: no hidden characters, no secrets. */
export interface Redactor {
  readonly text: (value: string) => string;
  /** A copy of a JSON value with every string (keys included) redacted, and whatever its name calls a credential. */
  readonly json: (value: unknown) => unknown;
}

/** A redactor for the given secrets (password, token) in every form in which they travel. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const needles = needlesOf(secrets);

  const text = (value: string): string => replaceSecrets(cleanText(value), needles, () => MASK);
  const nameOf = remembered((name): MemberName => ({ told: text(name), isSecret: isCredentialName(name) }));

  const json = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(json);
    if (value === null || typeof value !== 'object') return value;
    if (isEncrypted(value)) return '(encrypted)';
    const secretMember = credentialMember(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const { told, isSecret } = nameOf(key);
        return [told, isSecret || key === secretMember ? masked(item, json) : json(item)];
      }),
    );
  };

  return { text, json };
}

/** A name of a member as it may leave, and whether it calls the value a credential. */
interface MemberName {
  told: string;
  isSecret: boolean;
}

/** So many names, each so long at most; the names of Kestra's answers are far fewer. */
const MOST_NAMES = 2_000;
const LONGEST_NAME = 100;

/** The same names come in every answer: what was found out about them is kept. */
function remembered<T>(find: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? find(name);
    if (known.size < MOST_NAMES && name.length <= LONGEST_NAME) known.set(name, found);
    return found;
  };
}

/** The text with the needles, and whatever else is recognised as a credential, replaced. */
export function replaceSecrets(
  text: string,
  needles: readonly string[],
  replacement: (secret: string) => string,
): string {
  let result = text;
  for (const needle of needles) {
    if (result.includes(needle)) result = result.replaceAll(needle, () => replacement(needle));
  }
  return replaceCredentials(result, replacement);
}

/**
 * What to look for in text lest a secret leaves: plain, percent-encoded, as JSON and base64 write it, alone and inside
 * something longer; the longest first.
 */
export function needlesOf(secrets: readonly string[]): string[] {
  // A very short secret would blank out ordinary words everywhere; it cannot be protected by search.
  const needles = [...new Set(secrets.flatMap(formsOf))].filter((needle) => needle.length >= 4);
  return needles.toSorted((a, b) => b.length - a.length);
}

/** A value that Kestra keeps encrypted, such as that of a SECRET input. */
export function isEncrypted(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === ENCRYPTED;
}

/** Of a pair, an input that is secret, a webhook: the member that tells the secret, going by what stands beside it. */
function credentialMember(value: object): string | undefined {
  if ('key' in value && typeof value.key === 'string' && isCredentialName(value.key)) return 'value';
  if (!('type' in value) || typeof value.type !== 'string') return undefined;
  if (value.type === 'SECRET') return 'default' in value ? 'default' : 'defaults';
  return /webhook$/i.test(value.type) ? 'key' : undefined;
}

/** Texts go, one or a list of them as in headers; anything else says by itself what is secret in it. */
function masked(value: unknown, json: (value: unknown) => unknown): unknown {
  if (typeof value === 'string') return isNoCredential(value) || value.startsWith('⟦') ? json(value) : MASK;
  return Array.isArray(value) ? value.map((item) => masked(item, json)) : json(value);
}

function formsOf(secret: string): string[] {
  if (secret === '') return [];
  const encoded = encodeURIComponent(secret);
  const lower = encoded.replaceAll(/%../g, (code) => code.toLowerCase());
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, encoded, lower, form, JSON.stringify(secret).slice(1, -1), base64, ...base64Of(secret)];
}

/** The characters that base64 has for a text wherever it begins, without those that depend on what is around it. */
function base64Of(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const text = bytes.toString('base64').replace(/=+$/, '');
    const end = bytes.length % 3 === 0 ? text.length : text.length - 1;
    const inner = text.slice([0, 2, 3][before], end);
    // Of a short one so little remains that it is in other text by chance.
    return inner.length < 6 ? [] : [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
