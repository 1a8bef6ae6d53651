import type { Kept } from './stdioProcess.ts';

/** What a process keeps at a time, in milliseconds since the first look. */
export interface Sample extends Kept {
  ms: number;
}

const HOUR_MS = 3_600_000;

/** The slope of the straight line through the samples that fits them best (least squares). */
export function growthPerHour(samples: readonly Sample[], what: keyof Kept): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, one) => sum + one, 0) / values.length;
  const time = mean(samples.map(({ ms }) => ms));
  const level = mean(samples.map((sample) => sample[what]));
  const above = samples.reduce((sum, sample) => sum + (sample.ms - time) * (sample[what] - level), 0);
  const below = samples.reduce((sum, { ms }) => sum + (ms - time) ** 2, 0);
  return below === 0 ? 0 : (above / below) * HOUR_MS;
}
