const ISO_DURATION =
  /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds of an ISO 8601 duration as Kestra writes it (days and smaller), or undefined. */
export function durationSeconds(iso: string | undefined): number | undefined {
  const match = iso === undefined ? null : ISO_DURATION.exec(iso);
  if (!match || iso === 'P' || iso?.endsWith('T')) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

export interface DurationPart {
  amount: number;
  unit: 'day' | 'hour' | 'minute' | 'second';
}

/** Whole seconds in their two largest units, those without amount left out; zero is none of seconds. */
export function durationParts(seconds: number): DurationPart[] {
  const total = Math.max(0, Math.round(seconds));
  const parts: readonly DurationPart[] = [
    { amount: Math.floor(total / 86_400), unit: 'day' },
    { amount: Math.floor((total % 86_400) / 3_600), unit: 'hour' },
    { amount: Math.floor((total % 3_600) / 60), unit: 'minute' },
    { amount: total % 60, unit: 'second' },
  ];
  const first = parts.findIndex(({ amount }) => amount > 0);
  if (first === -1) return [{ amount: 0, unit: 'second' }];
  return parts.slice(first, first + 2).filter(({ amount }) => amount > 0);
}

/** Whole seconds as people read them: `45s`, `3m 20s`, `5h 2m`, `12d 3h`. */
export function humanDuration(seconds: number): string {
  return durationParts(seconds)
    .map(({ amount, unit }) => `${amount}${unit.charAt(0)}`)
    .join(' ');
}

/** The ISO instant so many hours before now. */
export function hoursAgo(hours: number, now = Date.now()): string {
  return new Date(now - hours * 3_600_000).toISOString();
}
