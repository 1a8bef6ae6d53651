/** The tabs of the view, in their order. */
export const TABS = ['overview', 'graph', 'logs', 'data'] as const;
export type TabId = (typeof TABS)[number];
