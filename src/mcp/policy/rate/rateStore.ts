/** What was spent of one bucket, the oldest first. */
export interface Spending {
  /** Milliseconds of the clock that the meter goes by. */
  at: number;
  tokens: number;
}

/** What became of an attempt to spend. `left` is what is there now. */
export type Spent = { allowed: true; left: number } | { allowed: false; left: number; retryAfterMs: number };

/** Where buckets are kept. Several processes that share one store share its buckets. */
export interface RateStore {
  /** Takes tokens, all or none; nobody else spends of the bucket meanwhile. */
  spend(bucket: string, wanted: { tokens: number; limit: number; now: number }): Promise<Spent>;
  /** Tokens that could be spent now. */
  left(bucket: string, limit: { limit: number; now: number }): Promise<number>;
}

/** A token comes back so long after it was spent: so any minute sees no more than the limit. */
export const WINDOW_MS = 60_000;

/** What a spending of tokens leaves of a bucket, or when it would be possible. */
export function trySpend(
  spendings: readonly Spending[],
  { tokens, limit, now }: { tokens: number; limit: number; now: number },
): { spent: Spent; spendings: Spending[] } {
  const present = spendings.filter(({ at }) => now - at < WINDOW_MS);
  const left = Math.max(0, limit - sum(present));
  if (tokens <= left) {
    return { spent: { allowed: true, left: left - tokens }, spendings: [...present, { at: now, tokens }] };
  }
  const retryAfterMs = timeUntil(present, { missing: tokens - left, now });
  return { spent: { allowed: false, left, retryAfterMs }, spendings: present };
}

/** Milliseconds until so many tokens more are back; a whole window when they never are, the bucket being smaller. */
function timeUntil(present: readonly Spending[], { missing, now }: { missing: number; now: number }): number {
  let back = 0;
  for (const { at, tokens } of present) {
    back += tokens;
    if (back >= missing) return at + WINDOW_MS - now;
  }
  return WINDOW_MS;
}

function sum(spendings: readonly Spending[]): number {
  return spendings.reduce((total, { tokens }) => total + tokens, 0);
}
