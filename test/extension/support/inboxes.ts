import type { ConnectionInbox } from '../../../src/extension/inbox/inbox.ts';

/** The inbox of a connection that has been read, with nothing in it. */
export function inbox(change: Partial<ConnectionInbox> = {}): ConnectionInbox {
  return {
    connectionId: 'one',
    name: 'Staging',
    production: false,
    executions: [],
    total: 0,
    failed: { executions: [], total: 0 },
    readAt: 1,
    ...change,
  };
}
