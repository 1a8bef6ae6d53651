import { Failure } from '../shared/failure.ts';
import { durationSeconds } from '../model/duration.ts';

/**
 * The start that `start_date` or `time_range` mean, the date winning. Counted back from now here: Kestra refuses a
 * duration beside dates.
 *
 * @throws Failure `invalid` for a duration that Kestra would not take either
 */
export function startedAfter(input: {
  start_date?: string | undefined;
  time_range?: string | undefined;
}): string | undefined {
  const { start_date: date, time_range: range } = input;
  return date ?? (range === undefined ? undefined : rangeStart(range));
}

/** The instant so long ago. @throws Failure `invalid` for a duration that Kestra would not take either */
export function rangeStart(range: string): string {
  const seconds = durationSeconds(range);
  if (seconds !== undefined) return new Date(Date.now() - seconds * 1000).toISOString();
  throw new Failure('invalid', `time_range '${range}' is not an ISO 8601 duration of days, hours, minutes.`, {
    hint: 'Write it like PT15M, PT24H or P7D.',
  });
}
