/** Context keys that the menus and welcome texts of package.json look at, with all their values. */
export const CONTEXT_VALUES = {
  'kestraMcp.waiting': ['noConnection', 'loading', 'unreachable', 'refused', 'failed', 'empty', 'listed'],
  'kestraMcp.connections': ['none', 'one', 'several'],
  'kestraMcp.filter': ['off', 'on'],
} as const;

export type ContextKey = keyof typeof CONTEXT_VALUES;
export type ContextValue<Key extends ContextKey> = (typeof CONTEXT_VALUES)[Key][number];
