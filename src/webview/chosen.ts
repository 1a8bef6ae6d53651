import { LOG_LEVELS } from '../model/logLevel.ts';
import type { LogFilter } from './logRows.ts';
import { TABS, type TabId } from './tabIds.ts';

/** What a person has chosen in the view, kept while it is hidden and over a reload of the window. */
export interface Chosen {
  tab: TabId;
  filter: LogFilter;
}

/** @param state what VS Code kept; anything that is not known is left at its default */
export function chosenIn(state: unknown): Chosen {
  const chosen = member(state, 'chosen');
  const filter = member(chosen, 'filter');
  const text = member(filter, 'text');
  return {
    tab: TABS.find((tab) => tab === member(chosen, 'tab')) ?? 'overview',
    filter: {
      minLevel: LOG_LEVELS.find((level) => level === member(filter, 'minLevel')) ?? 'INFO',
      text: typeof text === 'string' ? text : '',
    },
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}
