import type { Values } from './model.ts';

/** A minute, or with `withSeconds` a second, at a time. */
const RANGES = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  month: [1, 12],
  weekday: [0, 7],
} as const;
const FIELDS = ['second', 'minute', 'hour', 'day', 'month', 'weekday'] as const;
const NAMES = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC SUN MON TUE WED THU FRI SAT'.split(' ');
const NICKNAMES: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};
const DAY_MS = 86_400_000;
/** A 29th of February is at most eight years away. */
const HORIZON_MS = 9 * 366 * DAY_MS;

type Field = (typeof FIELDS)[number];

/** A cron expression in UTC: five fields, or six with seconds. Throws `RangeError` for any other text. */
export class Cron {
  readonly #allowed: Record<Field, ReadonlySet<number>>;
  readonly #anyDay: boolean;
  readonly #step: number;

  constructor(expression: string, withSeconds = false) {
    const text = NICKNAMES[expression] ?? expression;
    const parts = text.trim().split(/\s+/);
    const fields = withSeconds && !NICKNAMES[expression] ? parts : ['0', ...parts];
    if (fields.length !== FIELDS.length) throw new RangeError(wrongCount(expression, parts, withSeconds));
    const read = (field: Field) => valuesOf(fields[FIELDS.indexOf(field)] ?? '', field);
    this.#allowed = {
      second: read('second'),
      minute: read('minute'),
      hour: read('hour'),
      day: read('day'),
      month: read('month'),
      weekday: new Set([...read('weekday')].map((day) => day % 7)),
    };
    this.#anyDay = fields[3] === '*' || fields[3] === '?' || fields[5] === '*' || fields[5] === '?';
    this.#step = withSeconds ? 1_000 : 60_000;
  }

  /** The first date after this one; undefined for a day there never is, such as a 30th of February. */
  next(after: Date): Date | undefined {
    return this.#search(Math.floor(after.getTime() / this.#step + 1) * this.#step, 1);
  }

  /** The last date before this one. */
  previous(before: Date): Date | undefined {
    return this.#search(Math.ceil(before.getTime() / this.#step - 1) * this.#step, -1);
  }

  #search(from: number, direction: 1 | -1): Date | undefined {
    for (let time = from; Math.abs(time - from) < HORIZON_MS;) {
      const date = new Date(time);
      if (this.#isDay(date)) {
        if (this.#isTime(date)) return date;
        time += direction * this.#step;
      } else {
        const midnight = Math.floor(time / DAY_MS) * DAY_MS;
        time = direction > 0 ? midnight + DAY_MS : midnight - this.#step;
      }
    }
    return undefined;
  }

  #isTime(date: Date): boolean {
    const { hour, minute, second } = this.#allowed;
    return (
      hour.has(date.getUTCHours()) && minute.has(date.getUTCMinutes()) && second.has(date.getUTCSeconds())
    );
  }

  /** Where day and weekday are both given, one of them is enough (Vixie's rule, which Kestra follows). */
  #isDay(date: Date): boolean {
    const { month, day, weekday } = this.#allowed;
    if (!month.has(date.getUTCMonth() + 1)) return false;
    const [byDay, byWeekday] = [day.has(date.getUTCDate()), weekday.has(date.getUTCDay())];
    return this.#anyDay ? byDay && byWeekday : byDay || byWeekday;
  }
}

/** The cron of a Schedule. */
export function cronOf(schedule: Values): Cron {
  return new Cron(String(schedule['cron']), schedule['withSeconds'] === true);
}

function valuesOf(text: string, field: Field): Set<number> {
  return new Set(text.split(',').flatMap((part) => rangeOf(part, field)));
}

function rangeOf(part: string, field: Field): number[] {
  const [range = '', step = '1'] = part.split('/');
  const [lowest, highest] = RANGES[field];
  const open = range === '*' || range === '?';
  const [first = '', last = part.includes('/') ? String(highest) : first] = range.split('-');
  const [from, to] = open ? [lowest, highest] : [numberOf(first), numberOf(last)];
  if (!(from >= lowest && to <= highest && from <= to && Number(step) >= 1)) {
    throw new RangeError(
      `Failed to parse cron expression. '${part}' is not in range [${lowest}, ${highest}]`,
    );
  }
  const count = Math.floor((to - from) / Number(step)) + 1;
  return Array.from({ length: count }, (_, position) => from + position * Number(step));
}

function numberOf(text: string): number {
  const name = NAMES.indexOf(text.toUpperCase());
  if (name < 0) return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return name < 12 ? name + 1 : name - 12;
}

function wrongCount(expression: string, parts: string[], withSeconds: boolean): string {
  const wanted = withSeconds ? 6 : 5;
  const cause = `Cron expression contains ${parts.length} parts but we expect one of [${wanted}]`;
  return `invalid cron expression '${expression}': ${cause}`;
}
