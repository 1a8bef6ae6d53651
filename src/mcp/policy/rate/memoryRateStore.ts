import { trySpend, type RateStore, type Spending, type Spent } from './rateStore.ts';

/** Buckets of this process alone. */
export class MemoryRateStore implements RateStore {
  readonly #spendings = new Map<string, Spending[]>();

  async spend(bucket: string, wanted: { tokens: number; limit: number; now: number }): Promise<Spent> {
    const { spent, spendings } = trySpend(this.#spendings.get(bucket) ?? [], wanted);
    this.#keep(bucket, spendings);
    return spent;
  }

  async left(bucket: string, { limit, now }: { limit: number; now: number }): Promise<number> {
    const { spent, spendings } = trySpend(this.#spendings.get(bucket) ?? [], { tokens: 0, limit, now });
    this.#keep(
      bucket,
      spendings.filter(({ tokens }) => tokens > 0),
    );
    return spent.left;
  }

  /** What is full again needs no memory, of however many subjects. */
  #keep(bucket: string, spendings: Spending[]): void {
    if (spendings.length > 0) this.#spendings.set(bucket, spendings);
    else this.#spendings.delete(bucket);
  }
}
