/**
 * What calls that change something count against: `kill` is for all that stops something, so that a spent allowance
 * never keeps anybody from stopping what it started.
 */
export const RATE_BUCKETS = ['trigger', 'write', 'delete', 'kill'] as const;
export type RateBucket = (typeof RATE_BUCKETS)[number];

/** How much each bucket allows within any minute. */
export type RateLimits = Readonly<Record<RateBucket, number>>;

export const USUAL_RATE_LIMITS: RateLimits = { trigger: 30, write: 60, delete: 20, kill: 60 };

/** For each of many people whose agents nobody watches. */
export const TEAM_RATE_LIMITS: RateLimits = { ...USUAL_RATE_LIMITS, trigger: 5 };

/**
 * `trigger=30,kill=unlimited`; what is not named keeps its usual limit.
 *
 * @returns the words that mean nothing, where there are any
 */
export function parseRateLimits(
  text: string,
  usual = USUAL_RATE_LIMITS,
): { limits: RateLimits } | { wrong: string[] } {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const parsed = words.map((word) => ({ word, ...parseLimit(word) }));
  const wrong = parsed.flatMap(({ word, limit }) => (limit === undefined ? [word] : []));
  if (wrong.length > 0) return { wrong };
  const named = Object.fromEntries(parsed.map(({ bucket, limit }) => [bucket, limit]));
  return { limits: { ...usual, ...named } };
}

function parseLimit(word: string): { bucket?: string | undefined; limit?: number | undefined } {
  const [, bucket, value = ''] = /^([a-z]+)=(\d{1,6}|unlimited)$/.exec(word.toLowerCase()) ?? [];
  if (!RATE_BUCKETS.some((one) => one === bucket)) return {};
  return { bucket, limit: value === 'unlimited' ? Number.POSITIVE_INFINITY : Number(value) };
}
