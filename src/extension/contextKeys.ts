import type { WaitingCondition } from './views/waitingStore.ts';

/** Context keys that the menus and welcome texts of package.json look at, with their values. */
export interface ContextValues {
  'kestraMcp.waiting': WaitingCondition;
  'kestraMcp.connections': 'none' | 'one' | 'several';
}
