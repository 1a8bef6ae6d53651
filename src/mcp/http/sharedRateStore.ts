import * as z from 'zod';
import { Failure } from '../../shared/failure.ts';
import type { RateBucket } from '../../shared/rateLimits.ts';
import { MemoryRateStore } from '../policy/rate/memoryRateStore.ts';
import { trySpend, WINDOW_MS, type RateStore, type Spending, type Spent } from '../policy/rate/rateStore.ts';
import type { Cells } from './store/sharing.ts';

/** So often others may come between; then something is wrong. */
const MOST_ATTEMPTS = 50;
const spendingsSchema = z.array(z.object({ at: z.number(), tokens: z.number() }));
const KILL: RateBucket = 'kill';

/**
 * Buckets that all replicas share. Each is one cell: what was seen is put back changed only if nobody else has changed
 * it meanwhile. Without the store nothing is started or written, but stopping goes on, by this process's own count.
 */
export class SharedRateStore implements RateStore {
  readonly #cells: Cells;
  readonly #own = new MemoryRateStore();

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  async spend(bucket: string, wanted: { tokens: number; limit: number; now: number }): Promise<Spent> {
    try {
      return await this.#spendShared(bucket, wanted);
    } catch (error) {
      if (bucket.endsWith(`/${KILL}`)) return this.#own.spend(bucket, wanted);
      throw new Failure(
        'unavailable',
        'The allowances cannot be counted: the server’s store does not answer. Nothing was done.',
        {
          hint: 'Try again in a minute. What stops something works meanwhile.',
          denied: 'rate',
          cause: error,
        },
      );
    }
  }

  /** What is not known is told as nothing left. */
  async left(bucket: string, { limit, now }: { limit: number; now: number }): Promise<number> {
    try {
      return trySpend(await this.#read(bucket), { tokens: 0, limit, now }).spent.left;
    } catch {
      return bucket.endsWith(`/${KILL}`) ? this.#own.left(bucket, { limit, now }) : 0;
    }
  }

  async #spendShared(bucket: string, wanted: { tokens: number; limit: number; now: number }): Promise<Spent> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const seen = await this.#cells.get(keyOf(bucket));
      const { spent, spendings } = trySpend(parsed(seen), wanted);
      if (!spent.allowed) return spent;
      const next = JSON.stringify(spendings);
      if (await this.#cells.swap(keyOf(bucket), { seen, next, ttlMs: WINDOW_MS })) return spent;
    }
    throw new Error('The bucket changed at every attempt.');
  }

  async #read(bucket: string): Promise<Spending[]> {
    return parsed(await this.#cells.get(keyOf(bucket)));
  }
}

function keyOf(bucket: string): string {
  return `rate:${bucket}`;
}

function parsed(text: string | undefined): Spending[] {
  return text === undefined ? [] : spendingsSchema.parse(JSON.parse(text));
}
