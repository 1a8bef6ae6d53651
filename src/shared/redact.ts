const MASK = '***';

/** Shapes of credentials that may turn up in text that we did not write: URLs, headers, logs. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi, `$1${MASK}@`],
  // Words such as `Basic authentication` stay: a token has a digit or a capital inside.
  [/\b([Bb]earer|[Bb]asic)\s+(?=[A-Za-z0-9+/_.~-]+[A-Z0-9])[A-Za-z0-9+/_.~-]{8,}=*/g, `$1 ${MASK}`],
];

/** Replaces secrets in text. */
export interface Redactor {
  readonly text: (value: string) => string;
  /** A copy of a JSON value with every string (keys included) redacted. */
  readonly json: (value: unknown) => unknown;
}

/**
 * A redactor for the given secrets (password, token) in every form in which they travel:
 * plain, percent-encoded and as part of a Basic header.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  // A very short secret would blank out ordinary words everywhere; it cannot be protected by search.
  const needles = [...new Set(secrets.flatMap(formsOf))].filter((needle) => needle.length >= 4);
  needles.sort((a, b) => b.length - a.length);

  const text = (value: string): string => {
    let result = value;
    for (const needle of needles) result = result.replaceAll(needle, MASK);
    for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
    return result;
  };

  const json = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(json);
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), json(item)]));
    }
    return value;
  };

  return { text, json };
}

function formsOf(secret: string): string[] {
  if (secret === '') return [];
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
}
