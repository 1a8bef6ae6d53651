import { Cron } from 'croner';
import { Failure } from '../shared/failure.ts';
import { told } from '../shared/told.ts';

/** What a Schedule trigger says about its dates. */
export interface Schedule {
  /** Five fields, or a nickname such as `@daily`. */
  cron: string;
  /** A field of seconds stands before the five. */
  withSeconds?: boolean | undefined;
  /** IANA name; Kestra takes its server's without it. */
  timezone?: string | undefined;
}

export interface ScheduleDates {
  count: number;
  /** There are more: counting stopped. */
  more: boolean;
  first?: Date | undefined;
  /** Absent when counting stopped. */
  last?: Date | undefined;
}

/**
 * The dates of a schedule from one instant to another, both included, as Kestra's own backfill counts them: a unix
 * cron whose day of month and day of week are alternatives. A schedule without timezone is read in UTC.
 *
 * @param most how many are counted
 * @throws Failure `invalid` for an expression or a timezone that cannot be read here
 */
export function scheduleDates(schedule: Schedule, from: Date, to: Date, most: number): ScheduleDates {
  const cron = parse(schedule);
  const dates: ScheduleDates = { count: 0, more: false };
  // The search begins after the instant it is given, and cron knows whole seconds.
  let date = cron.nextRun(new Date(Math.floor(from.getTime() / 1000) * 1000 - 1000));
  for (; date !== null && date <= to; date = cron.nextRun(date)) {
    if (dates.count === most) return { count: most, more: true, first: dates.first };
    dates.count += 1;
    dates.first ??= date;
    dates.last = date;
  }
  return dates;
}

function parse({ cron, withSeconds, timezone = 'UTC' }: Schedule): Cron {
  const fields = withSeconds ? '6-part' : '5-part';
  try {
    // The cron library looks at a timezone with the first date only.
    Intl.DateTimeFormat('en', { timeZone: timezone });
    return new Cron(cron, {
      paused: true,
      timezone,
      mode: cron.startsWith('@') ? 'auto' : fields,
      // Kestra takes `5/15` for "from 5 on, every 15".
      sloppyRanges: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      'invalid',
      told`The dates of '${cron}' in ${timezone} cannot be counted here: ${reason}.`,
      {
        cause: error,
      },
    );
  }
}
