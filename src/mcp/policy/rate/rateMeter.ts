import { RATE_BUCKETS, type RateBucket, type RateLimits } from '../../../shared/rateLimits.ts';
import type { RateStore, Spent } from './rateStore.ts';

export interface BucketState {
  perMinute: number;
  left: number;
}

/** The buckets of one subject on one connection. */
export class RateMeter {
  readonly limits: RateLimits;
  readonly #store: RateStore;
  readonly #owner: string;
  readonly #now: () => number;

  constructor({ limits, store, owner, now = Date.now }: RateMeterOptions) {
    this.limits = limits;
    this.#store = store;
    this.#owner = owner;
    this.#now = now;
  }

  spend(bucket: RateBucket, tokens: number): Promise<Spent> {
    return this.#store.spend(this.#key(bucket), { tokens, limit: this.limits[bucket], now: this.#now() });
  }

  /** What is left of each bucket that has a limit. */
  async state(): Promise<Partial<Record<RateBucket, BucketState>>> {
    const limited = RATE_BUCKETS.filter((bucket) => Number.isFinite(this.limits[bucket]));
    const states = await Promise.all(
      limited.map(async (bucket) => {
        const limit = this.limits[bucket];
        const left = await this.#store.left(this.#key(bucket), { limit, now: this.#now() });
        return [bucket, { perMinute: limit, left }] as const;
      }),
    );
    return Object.fromEntries(states);
  }

  #key(bucket: RateBucket): string {
    return `${this.#owner}/${bucket}`;
  }
}

export interface RateMeterOptions {
  limits: RateLimits;
  store: RateStore;
  /** Whose buckets: a subject, or the connection of a process that has one user. */
  owner: string;
  /** Milliseconds. */
  now?: (() => number) | undefined;
}
