import * as l10n from '@vscode/l10n';
import { durationParts, type DurationPart } from '../model/duration.ts';
import { textLocale } from './language.ts';

/** Whole seconds in their two largest units: `45s`, `3m 20s`, `12d 3h`. */
export function durationText(seconds: number): string {
  return durationParts(seconds).map(partText).join(' ');
}

/** Whole seconds in their largest unit: `3h`. */
export function roughDuration(seconds: number): string {
  return durationParts(seconds).slice(0, 1).map(partText).join('');
}

/** `1.25s`, with so many digits behind the point at most. */
export function secondsText(seconds: number, digits: number): string {
  const amount = new Intl.NumberFormat(textLocale() ?? 'en', { maximumFractionDigits: digits });
  return unitText(amount.format(seconds), 'second');
}

export function millisecondsText(milliseconds: number): string {
  return l10n.t({ message: '{0}ms', args: [Math.round(milliseconds)], comment: ['milliseconds'] });
}

function partText({ amount, unit }: DurationPart): string {
  return unitText(String(amount), unit);
}

function unitText(amount: string, unit: DurationPart['unit']): string {
  switch (unit) {
    case 'day':
      return l10n.t({ message: '{0}d', args: [amount], comment: ['days, as short as can be'] });
    case 'hour':
      return l10n.t({ message: '{0}h', args: [amount], comment: ['hours, as short as can be'] });
    case 'minute':
      return l10n.t({ message: '{0}m', args: [amount], comment: ['minutes, as short as can be'] });
    case 'second':
      return l10n.t({ message: '{0}s', args: [amount], comment: ['seconds, as short as can be'] });
    default:
      return unit satisfies never;
  }
}
