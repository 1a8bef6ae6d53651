/** Days that are offered; other times are entered. */
export const USUAL_DAYS = [1, 7, 30] as const;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/;

/** The ISO instant of a date (its midnight) or a date with time; without an offset in this machine's time zone. */
export function instantOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (!DATE.test(trimmed) && !DATE_TIME.test(trimmed)) return undefined;
  // Without a time JavaScript would read the date in UTC.
  const date = new Date(DATE.test(trimmed) ? `${trimmed}T00:00` : trimmed.replace(' ', 'T'));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
