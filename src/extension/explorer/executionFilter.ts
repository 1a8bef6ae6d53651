import * as l10n from '@vscode/l10n';
import type { State } from '../../model/state.ts';

/** Which executions the explorer shows; all without members. */
export interface ExecutionFilter {
  states?: readonly State[] | undefined;
  /** Started within so many hours. */
  hours?: number | undefined;
}

/** Spans that can be chosen, in hours. */
export const SPANS = [1, 24, 24 * 7, 24 * 30] as const;

export function isFiltering({ states, hours }: ExecutionFilter): boolean {
  return states !== undefined || hours !== undefined;
}

/** What the filter lets through, in a few words. */
export function filterWords({ states, hours }: ExecutionFilter): string {
  return [states?.join(', '), hours === undefined ? '' : spanWords(hours)].filter(Boolean).join(' · ');
}

export function spanWords(hours: number): string {
  if (hours === 1) return l10n.t('last hour');
  return hours <= 24 ? l10n.t('last {0} hours', hours) : l10n.t('last {0} days', hours / 24);
}
