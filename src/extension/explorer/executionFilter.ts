import * as l10n from '@vscode/l10n';
import type { Memento } from 'vscode';
import { STATES, type State } from '../../model/state.ts';

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

export function startedWithin(hours: number): string {
  if (hours === 1) return l10n.t('Started in the last hour');
  return hours <= 24
    ? l10n.t('Started in the last {0} hours', hours)
    : l10n.t('Started in the last {0} days', hours / 24);
}

function spanWords(hours: number): string {
  if (hours === 1) return l10n.t('last hour');
  return hours <= 24 ? l10n.t('last {0} hours', hours) : l10n.t('last {0} days', hours / 24);
}

const STATE_KEY = 'kestraMcp.executionFilter';

export type FilterMemory = Pick<Memento, 'get' | 'update'>;

/** The filter that was set last in this workspace; what is not known any more is left out. */
export function rememberedFilter(memory: FilterMemory): ExecutionFilter {
  const { states, hours } = memory.get<{ states?: unknown; hours?: unknown }>(STATE_KEY) ?? {};
  const known = STATES.filter((state) => Array.isArray(states) && states.includes(state));
  return { states: known.length > 0 ? known : undefined, hours: SPANS.find((span) => span === hours) };
}

export function rememberFilter(memory: FilterMemory, filter: ExecutionFilter): void {
  void memory.update(STATE_KEY, isFiltering(filter) ? filter : undefined);
}
