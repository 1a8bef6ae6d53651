import { textLocale } from './language.ts';

/** Date and time of an instant (ISO, or milliseconds since 1970) in the time zone of this machine. */
export function localTime(instant: string | number): string {
  return new Date(instant).toLocaleString(textLocale());
}

export function localTimeOfDay(instant: string | number): string {
  return new Date(instant).toLocaleTimeString(textLocale());
}

export function localNumber(amount: number): string {
  return amount.toLocaleString(textLocale());
}
