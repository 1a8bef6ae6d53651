import type { Budget } from './budgets.ts';

export type Unit = 'ms' | 'MB' | 'KB' | 'tokens' | 'handles' | 'tabs' | '/s';

/** One line of the report. */
export interface Measure {
  name: string;
  unit: Unit;
  ours: number;
  floor?: number;
  /** The same of a FastMCP server. */
  fastMcp?: number;
  budget?: Budget;
}

export function isOver({ ours, floor = 0, budget }: Measure): boolean {
  if (budget === undefined) return false;
  if (budget.kind === 'partOfFloor') return ours < floor * budget.limit;
  return ours > limitOf(budget, floor);
}

function limitOf({ kind, limit }: Budget, floor: number): number {
  if (kind === 'timesFloor') return limit * floor;
  return kind === 'aboveFloor' ? floor + limit : limit;
}

/**
 * Measures again, up to three times, what misses a budget: a busy machine delays the longer of two runs more than
 * its share.
 */
export async function untilKept(measure: () => Promise<Measure[]>): Promise<Measure[]> {
  let found = await measure();
  for (let attempt = 2; attempt <= 3 && found.some(isOver); attempt += 1) found = await measure();
  return found;
}

/**
 * Takes one sample of each kind in turn, so that whatever else the machine does falls on all of them alike.
 *
 * @returns the samples by kind, without those of the `warmUp` rounds
 */
export async function interleave<Kind extends string, Sample>(
  { rounds, warmUp }: { rounds: number; warmUp: number },
  samplers: Record<Kind, () => Promise<Sample>>,
): Promise<Record<Kind, Sample[]>> {
  const kinds = Object.keys(samplers) as Kind[];
  const samples = Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Record<Kind, Sample[]>;
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const kind of kinds) {
      const sample = await samplers[kind]();
      if (round >= 0) samples[kind].push(sample);
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('no samples');
  return (lower + upper) / 2;
}

/** Milliseconds until the work is done. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
